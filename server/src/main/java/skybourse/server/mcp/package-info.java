/**
 * The market for hosts of the Model Context Protocol (MCP). Start reading at {@link skybourse.server.mcp.McpAdapter}, then
 * {@link skybourse.server.mcp.MarketTools}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.server.mcp;
