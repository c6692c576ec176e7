package dev.freshet.source.folder;

import dev.freshet.source.Exclusion;
import java.io.IOException;

/** What a walk found, on its way from the thread that found it to the one that tells the visitor. */
sealed interface Finding {

    void tell(FolderVisitor visitor);

    /** See {@link FolderVisitor#document}. */
    record Document(FolderFile file) implements Finding {

        @Override
        public void tell(FolderVisitor visitor) {
            visitor.document(file);
        }
    }

    /** See {@link FolderVisitor#excluded}. */
    record Excluded(String id, Exclusion rule) implements Finding {

        @Override
        public void tell(FolderVisitor visitor) {
            visitor.excluded(id, rule);
        }
    }

    /** See {@link FolderVisitor#unreadable}. */
    record Unreadable(String id, IOException error) implements Finding {

        @Override
        public void tell(FolderVisitor visitor) {
            visitor.unreadable(id, error);
        }
    }
}
