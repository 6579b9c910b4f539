/**
 * Market page: HTML, style sheet and scripts for browsers, which read the REST API. Start reading at {@link skybourse.server.page.MarketPage}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.server.page;
