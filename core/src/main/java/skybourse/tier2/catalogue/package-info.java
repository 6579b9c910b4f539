/**
 * Catalogue of all rules and policies by name, including those of plugins. Start reading at
 * {@link skybourse.tier2.catalogue.AuctionCatalogue}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.tier2.catalogue;
