/**
 * MCP server: the market as tools for hosts of language models. Start reading at {@link skybourse.server.mcp.McpAdapter}, then
 * {@link skybourse.server.mcp.MarketTools}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.server.mcp;
