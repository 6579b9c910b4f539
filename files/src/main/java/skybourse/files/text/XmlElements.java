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
 * The elements of an XML file, one after the other. What could point outside of the file is refused: a document type, and with it every
 * entity that XML itself does not name.
 */
public final class XmlElements {

    /** How far into a file its first element is looked for: SUMO writes its configuration in front. */
    private static final int MOST_BEFORE = 1 << 16;

    private final String source;
    private final XMLStreamReader reader;

    /** What is told of a file. */
    public interface Listener {

        /** An element begins; {@code xml} has its name and its attributes. */
        void begins(XmlElements xml);

        /** An element of that name ends; {@code text} is what stood in it, without elements. */
        default void ends(XmlElements xml, String name, String text) {}

        /** A remark. */
        default void remark(String text) {}
    }

    private XmlElements(String source, XMLStreamReader reader) {
        this.source = source;
        this.reader = reader;
    }

    /** Tells whether a file is XML, of which the first element has a name. */
    public static boolean begins(byte[] bytes, String name) {
        String text = new String(bytes, 0, Math.min(bytes.length, MOST_BEFORE), StandardCharsets.UTF_8);
        return text.replaceFirst("^\uFEFF?\\s*", "").startsWith("<") && text.matches("(?s).*<" + name + "[\\s/>].*");
    }

    /**
     * Tells a listener what is in a file.
     *
     * @throws InvalidInputException naming the line where it is no whole XML in UTF-8, or has a document type
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
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(InputText.decode(source, bytes)));
            new XmlElements(source, reader).tell(listener);
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

    /** Returns the name of the element that begins, without its prefix. */
    public String name() {
        return reader.getLocalName();
    }

    /** Returns the line that is read, from 1. */
    public int line() {
        return reader.getLocation().getLineNumber();
    }

    /** Returns an attribute of the element that begins, if it has it. */
    Optional<String> find(String attribute) {
        return Optional.ofNullable(reader.getAttributeValue(null, attribute)).map(String::strip);
    }

    /** Returns an attribute that the element that begins must have. */
    public String attribute(String attribute) {
        return find(attribute)
                .orElseThrow(() -> bad(
                        String.format(Locale.ROOT, "must give <%s> its %s", name(), attribute),
                        "add the attribute; the format requires it."));
    }

    /** Returns a complaint about the line that is read. */
    public InvalidInputException bad(String complaint, String advice) {
        return new InvalidInputException(source, "line " + line(), complaint, advice);
    }
}
