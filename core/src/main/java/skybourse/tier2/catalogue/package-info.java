/** Every rule and policy by its name, those of plugins too. Start reading at {@link skybourse.tier2.catalogue.AuctionCatalogue}. */
@org.jspecify.annotations.NullMarked
package skybourse.tier2.catalogue;
