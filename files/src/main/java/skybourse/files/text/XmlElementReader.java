package skybourse.files.text;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reader of an XML file, element by element. A file with a DOCTYPE is rejected, so that there are no external references, and no entities except the
 * predefined ones.
 */
public final class XmlElementReader {

    /** Number of bytes in which {@link #hasRoot} searches for the first element; SUMO writes its configuration before it. */
    private static final int MOST_BEFORE = 1 << 16;

    private final String source;
    private final XMLStreamReader reader;

    /** Receiver of the elements of a file. */
    public interface Listener {

        /** Receives the start of an element. {@code xml} gives access to its name and attributes. */
        void begins(XmlElementReader xml);

        /** Receives the end of an element. {@code text} is the element's text after its last child element, without surrounding spaces. */
        default void ends(XmlElementReader xml, String name, String text) {}

        /** Receives a comment. */
        default void remark(String text) {}
    }

    private XmlElementReader(String source, XMLStreamReader reader) {
        this.source = source;
        this.reader = reader;
    }

    /** Returns whether a file begins like XML and has an element with the given name near its beginning. */
    public static boolean hasRoot(byte[] bytes, String name) {
        String text = new String(bytes, 0, Math.min(bytes.length, MOST_BEFORE), StandardCharsets.UTF_8);
        return text.replaceFirst("^\uFEFF?\\s*", "").startsWith("<") && text.matches("(?s).*<" + name + "[\\s/>].*");
    }

    /**
     * Reads a file and passes its elements to a listener.
     *
     * @param source name of the file, for messages
     * @param bytes content of the file
     * @param listener receives the elements
     * @throws InvalidInputException if the file is not well-formed XML in UTF-8, or has a DOCTYPE; the message names the line
     */
    public static void read(String source, byte[] bytes, Listener listener) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("nothing outside of the file is read");
        });
        try {
            XMLStreamReader reader =
                    factory.createXMLStreamReader(new StringReader(Utf8InputDecoder.decode(source, bytes)));
            new XmlElementReader(source, reader).tell(listener);
        } catch (XMLStreamException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNumber();
            var failure = new InvalidInputException(
                    source,
                    "line " + Math.max(1, line),
                    "must be well-formed XML",
                    "check that the file is complete and that special characters are escaped.");
            failure.initCause(e);
            throw failure;
        }
    }

    private void tell(Listener listener) throws XMLStreamException {
        String text = "";
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    text = "";
                    listener.begins(this);
                }
                case XMLStreamConstants.CHARACTERS -> text = reader.getText();
                case XMLStreamConstants.END_ELEMENT -> {
                    listener.ends(this, reader.getLocalName(), text.strip());
                    text = "";
                }
                case XMLStreamConstants.COMMENT -> listener.remark(reader.getText());
                case XMLStreamConstants.DTD -> throw bad("must have no DOCTYPE", "delete the line; it is not needed.");
                default -> {}
            }
        }
    }

    /** Returns the name of the present element, without its prefix. */
    public String name() {
        return reader.getLocalName();
    }

    /** Returns the present line, from 1. */
    public int line() {
        return reader.getLocation().getLineNumber();
    }

    /** Returns an attribute of the element that begins; empty if the element does not have the attribute. */
    Optional<String> find(String attribute) {
        return Optional.ofNullable(reader.getAttributeValue(null, attribute)).map(String::strip);
    }

    /**
     * Returns an attribute of the element that begins.
     *
     * @throws InvalidInputException if the element does not have the attribute
     */
    public String attribute(String attribute) {
        return find(attribute)
                .orElseThrow(() -> bad(
                        String.format(Locale.ROOT, "must give <%s> its %s", name(), attribute),
                        "add the attribute; the format requires it."));
    }

    /** Returns an exception for the present line. */
    public InvalidInputException bad(String complaint, String advice) {
        return new InvalidInputException(source, "line " + line(), complaint, advice);
    }
}
