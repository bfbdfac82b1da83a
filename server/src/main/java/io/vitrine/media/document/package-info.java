/**
 * What is made of documents, by the programs of poppler and LibreOffice in processes of their own:
 * a picture of the first page, how many pages there are, and the words that a search finds. Begin
 * at {@link io.vitrine.media.document.PdfStep}. Without the programs nothing is made; the documents
 * are kept all the same.
 */
package io.vitrine.media.document;
