package skybourse.app.report;

import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** The texts of an SVG image. */
public final class SvgTexts {

    private SvgTexts() {}

    /** Returns the texts in the order of the file; fails unless the file is well-formed. */
    public static List<String> of(String svg) {
        Document image;
        try {
            image = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(svg)));
        } catch (Exception e) {
            throw new AssertionError("must be well-formed: " + svg, e);
        }
        var texts = image.getElementsByTagName("text");
        return IntStream.range(0, texts.getLength())
                .mapToObj(i -> texts.item(i).getTextContent())
                .toList();
    }
}
