package dev.muster.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// SOAP messages, as Salesforce sends them (outbound messages), as JSON: an element is an object of
/// its elements by their local names, several of one name an array, one without elements its text;
/// `xsi:nil` is null. Attributes and namespaces are passed over.
final class Soap {

  private static final Set<String> NAMESPACES =
      Set.of(
          "http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope");

  private static final XMLInputFactory XML = factory();

  private final XMLStreamReader reader;
  private final IntakeLimits limits;

  private Soap(XMLStreamReader reader, IntakeLimits limits) {
    this.reader = reader;
    this.limits = limits;
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    // Nothing outside the message is read, and nothing grows by being named.
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    // It would write to standard error what the sender is told.
    factory.setXMLReporter((_, _, _, _) -> {});
    return factory;
  }

  static byte[] toJson(byte[] xml, IntakeLimits limits) throws RefusedBodyException {
    try {
      XMLStreamReader reader = XML.createXMLStreamReader(new ByteArrayInputStream(xml));
      Soap soap = new Soap(reader, limits);
      while (reader.next() != XMLStreamConstants.START_ELEMENT) {
        if (reader.getEventType() == XMLStreamConstants.DTD) {
          throw new RefusedBodyException(
              Flaw.MALFORMED_XML, "it has a document type, which SOAP does not allow");
        }
      }
      String name = reader.getLocalName();
      if (!name.equals("Envelope") || !NAMESPACES.contains(reader.getNamespaceURI())) {
        throw new RefusedBodyException(
            Flaw.NOT_JSON,
            "the body is XML, of which only SOAP messages are taken" + Content.ADVICE);
      }
      ObjectNode root = Conversion.object();
      root.set(name, soap.element(1));
      while (reader.hasNext()) {
        reader.next();
      }
      return Conversion.bytes(root);
    } catch (XMLStreamException malformed) {
      throw RefusedBodyException.at(
          Flaw.MALFORMED_XML,
          malformed.getLocation() == null
              ? 0
              : Math.max(0, malformed.getLocation().getCharacterOffset()),
          "the XML is not well-formed");
    }
  }

  /// @return what is in the element that the reader is at the beginning of
  private JsonNode element(int depth) throws XMLStreamException, RefusedBodyException {
    if (depth > limits.depthMax()) {
      throw new RefusedBodyException(
          Flaw.TOO_DEEP, "elements more than " + limits.depthMax() + " deep");
    }
    String nil = reader.getAttributeValue(XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI, "nil");
    ObjectNode object = Conversion.object();
    StringBuilder text = new StringBuilder();
    while (reader.next() != XMLStreamConstants.END_ELEMENT) {
      if (reader.isStartElement()) {
        String name = reader.getLocalName();
        Conversion.add(object, name, element(depth + 1));
      } else if (reader.isCharacters()) {
        text.append(reader.getText());
      }
    }
    if (!object.isEmpty()) {
      return object;
    }
    return "true".equals(nil) || "1".equals(nil)
        ? JsonNodeFactory.instance.nullNode()
        : JsonNodeFactory.instance.textNode(text.toString());
  }
}
