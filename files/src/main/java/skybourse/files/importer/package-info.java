/**
 * Importers of recorded positions: GPX, GeoLife and SUMO. Start reading at {@link skybourse.files.importer.Importers}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.files.importer;
