package dev.freshet.extract;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.tika.detect.Detector;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeTypes;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.csv.TextAndCSVParser;
import org.apache.tika.parser.epub.EpubParser;
import org.apache.tika.parser.html.JSoupParser;
import org.apache.tika.parser.hwp.HwpV5Parser;
import org.apache.tika.parser.iwork.IWorkPackageParser;
import org.apache.tika.parser.mail.RFC822Parser;
import org.apache.tika.parser.mbox.MboxParser;
import org.apache.tika.parser.microsoft.OfficeParser;
import org.apache.tika.parser.microsoft.OfficeParserConfig;
import org.apache.tika.parser.microsoft.OldExcelParser;
import org.apache.tika.parser.microsoft.TNEFParser;
import org.apache.tika.parser.microsoft.chm.ChmParser;
import org.apache.tika.parser.microsoft.onenote.OneNoteParser;
import org.apache.tika.parser.microsoft.ooxml.OOXMLParser;
import org.apache.tika.parser.microsoft.ooxml.xwpf.ml2006.Word2006MLParser;
import org.apache.tika.parser.microsoft.rtf.RTFParser;
import org.apache.tika.parser.microsoft.xml.SpreadsheetMLParser;
import org.apache.tika.parser.microsoft.xml.WordMLParser;
import org.apache.tika.parser.odf.FlatOpenDocumentParser;
import org.apache.tika.parser.odf.OpenDocumentParser;
import org.apache.tika.parser.pdf.PDFParser;
import org.apache.tika.parser.pdf.PDFParserConfig;
import org.apache.tika.parser.pkg.CompressorParser;
import org.apache.tika.parser.pkg.PackageParser;
import org.apache.tika.parser.wordperfect.WordPerfectParser;
import org.apache.tika.parser.xml.DcXMLParser;
import org.apache.tika.parser.xml.FictionBookParser;

/**
 * The parsers of Tika that Freshet uses, by name. Tika's own discovery would add those that start external programs
 * (tesseract, ffmpeg, exiftool), and read pictures, sound and program files.
 */
final class TikaParsers {

    private static final Parser[] DOCUMENTS = {
        new PDFParser(),
        new OfficeParser(),
        new OldExcelParser(),
        new OOXMLParser(),
        new Word2006MLParser(),
        new WordMLParser(),
        new SpreadsheetMLParser(),
        new OpenDocumentParser(),
        new FlatOpenDocumentParser(),
        new RTFParser(),
        new EpubParser(),
        new RFC822Parser(),
        new MboxParser(),
        new TNEFParser(),
        new ChmParser(),
        new OneNoteParser(),
        new IWorkPackageParser(),
        new HwpV5Parser(),
        new WordPerfectParser(),
        new FictionBookParser(),
        new PackageParser(),
        new CompressorParser(),
    };

    private static final Parser[] PARTS = {new JSoupParser(), new TextAndCSVParser(), new DcXMLParser()};

    private static final Set<MediaType> TYPES = supported();

    private TikaParsers() {}

    /** True for the kinds that Tika reads for us; text, HTML and XML have readers of our own. */
    static boolean reads(MediaType type) {
        return TYPES.contains(type);
    }

    static AutoDetectParser create(Detector detector) {
        Parser[] all = new Parser[DOCUMENTS.length + PARTS.length];
        System.arraycopy(DOCUMENTS, 0, all, 0, DOCUMENTS.length);
        System.arraycopy(PARTS, 0, all, DOCUMENTS.length, PARTS.length);
        AutoDetectParser parser = new AutoDetectParser(detector, all);
        parser.setMediaTypeRegistry(MimeTypes.getDefaultMimeTypes().getMediaTypeRegistry());
        return parser;
    }

    static ParseContext context(Parser parser, MediaType type) {
        ParseContext context = new ParseContext();
        context.set(Parser.class, parser);
        context.set(PDFParserConfig.class, pdf());
        context.set(OfficeParserConfig.class, office(type));
        context.set(EmbeddedDocumentExtractor.class, new EmbeddedDocuments(context));
        return context;
    }

    private static PDFParserConfig pdf() {
        PDFParserConfig pdf = new PDFParserConfig();
        pdf.setOcrStrategy(PDFParserConfig.OCR_STRATEGY.NO_OCR);
        pdf.setExtractInlineImages(false);
        pdf.setExtractBookmarksText(false);
        pdf.setExtractAnnotationText(false);
        pdf.setSuppressDuplicateOverlappingText(true);
        return pdf;
    }

    private static OfficeParserConfig office(MediaType type) {
        OfficeParserConfig office = new OfficeParserConfig();
        office.setExtractMacros(false);
        office.setIncludeDeletedContent(false);
        office.setIncludeHeadersAndFooters(!TikaTree.isSpreadsheet(type));
        return office;
    }

    private static Set<MediaType> supported() {
        ParseContext context = new ParseContext();
        return Arrays.stream(DOCUMENTS)
                .flatMap(parser -> parser.getSupportedTypes(context).stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
