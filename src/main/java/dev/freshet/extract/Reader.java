package dev.freshet.extract;

import java.io.IOException;
import org.apache.tika.exception.TikaException;
import org.xml.sax.SAXException;

/** Reads one family of formats. An exception of the library below may escape: {@link Failures} gives it a reason. */
sealed interface Reader permits CsvReader, HtmlReader, MarkdownReader, MarkupReader, TextReader, TikaReader, XmlReader {

    /** Writes the text of the original into the draft, in reading order. */
    void read(Original original, Draft draft) throws IOException, SAXException, TikaException;
}
