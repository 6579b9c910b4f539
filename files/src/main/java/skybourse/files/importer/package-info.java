/**
 * Importers of recorded positions: GPX, GeoLife and SUMO. Start reading at {@link skybourse.files.importer.Importers},
 * then {@link skybourse.files.importer.Importer}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.files.importer;
