package dev.freshet.extract.worker;

import dev.freshet.extract.ExtractionException;
import dev.freshet.extract.Extractor;
import dev.freshet.extract.NoRoomException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.SynchronousQueue;
import org.jline.utils.Signals;

/**
 * The process that reads documents, seen from inside. Requests come on standard input, answers go to standard output.
 * It ends when its standard input does, which is when the process that started it ends, however that comes about.
 */
public final class ExtractionWorker {

    /** Exit code, the virtual machine's own when it runs out of memory. */
    static final int OUT_OF_MEMORY = 3;

    private static final int BUFFER = 1 << 16;

    private final Extractor extractor;
    private final AnswerWriter answers;
    private final SynchronousQueue<Requests.Request> requests = new SynchronousQueue<>();

    private ExtractionWorker(Extractor extractor, AnswerWriter answers) {
        this.extractor = extractor;
        this.answers = answers;
    }

    /**
     * Called by Java.
     *
     * @param arguments the most characters of text that a document may have
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        keepQuiet();
        outliveSignals();
        ExtractionWorker worker = new ExtractionWorker(
                new Extractor(Integer.parseInt(arguments[0])),
                new AnswerWriter(new DataOutputStream(new BufferedOutputStream(out, BUFFER))));
        Thread listener = new Thread(worker::listen, "requests");
        listener.setDaemon(true);
        listener.start();
        worker.work();
    }

    /** What libraries print must not get among the answers. */
    private static void keepQuiet() {
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    }

    /**
     * Ctrl-C in a terminal and a stop by systemd reach every process of the service. The one that started this one
     * decides what they mean: it may still wait for the document in hand.
     */
    private static void outliveSignals() {
        Signals.register("INT", () -> {});
        Signals.register("TERM", () -> {});
    }

    private void work() throws IOException, InterruptedException {
        answers.ready();
        while (true) {
            answer(requests.take());
        }
    }

    private void answer(Requests.Request request) throws IOException {
        try {
            answers.write(extractor.text(request.name(), request.bytes()));
        } catch (ExtractionException e) {
            answers.refuse(String.valueOf(e.getMessage()));
        } catch (NoRoomException e) {
            answers.noRoom();
        } catch (OutOfMemoryError e) {
            // One that a library threw itself; the virtual machine's own has ended the process.
            Runtime.getRuntime().halt(OUT_OF_MEMORY);
        }
    }

    private void listen() {
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in), BUFFER))) {
            while (true) {
                requests.put(Requests.read(in));
            }
        } catch (EOFException orphaned) {
            end(0);
        } catch (IOException | InterruptedException e) {
            end(1);
        }
    }

    private static void end(int exitCode) {
        new WorkerFolder(Path.of(System.getProperty("java.io.tmpdir"))).delete();
        Runtime.getRuntime().halt(exitCode);
    }
}
