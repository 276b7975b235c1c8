package throughline.content.site;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes XML that is always well-formed: escaped, closed, and without the characters XML 1.0 does not know. */
final class XmlDocument {

    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newFactory();

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter xml;

    /** What an element holds. */
    interface Content {
        void write() throws XMLStreamException;
    }

    XmlDocument() {
        try {
            xml = FACTORY.createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML to memory cannot fail", e);
        }
    }

    /** @param attributes name, value, name, value … */
    XmlDocument element(String name, Content content, String... attributes) {
        try {
            xml.writeStartElement(name);
            for (int i = 0; i < attributes.length; i += 2) {
                xml.writeAttribute(attributes[i], clean(attributes[i + 1]));
            }
            content.write();
            xml.writeEndElement();
            return this;
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML to memory cannot fail", e);
        }
    }

    XmlDocument text(String name, String value, String... attributes) {
        return element(name, () -> xml.writeCharacters(clean(value)), attributes);
    }

    XmlDocument empty(String name, String... attributes) {
        return element(name, () -> {}, attributes);
    }

    @Override
    public String toString() {
        return text + "\n";
    }

    private static String clean(String value) {
        return value.codePoints()
                .map(c -> c == '\t'
                                || c == '\n'
                                || (c >= 0x20 && c <= 0xD7FF)
                                || (c >= 0xE000 && c <= 0xFFFD)
                                || c > 0xFFFF
                        ? c
                        : ' ')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
