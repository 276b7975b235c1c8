package throughline.content.markdown;

import throughline.content.markdown.RenderingRefused.Reason;

/** Takes output until it is too much: a reference to one long address, repeated, would otherwise grow without end. */
final class BoundedHtml implements Appendable {

    private static final int MOST_CHARACTERS = 2 * 1024 * 1024;

    private final StringBuilder html = new StringBuilder();

    @Override
    public Appendable append(CharSequence text) {
        return append(text, 0, text.length());
    }

    @Override
    public Appendable append(CharSequence text, int start, int end) {
        room(end - start);
        html.append(text, start, end);
        return this;
    }

    @Override
    public Appendable append(char character) {
        room(1);
        html.append(character);
        return this;
    }

    private void room(int more) {
        if (Thread.currentThread().isInterrupted()) {
            throw new RenderingRefused(Reason.TOO_SLOW);
        }
        if (html.length() + more > MOST_CHARACTERS) {
            throw new RenderingRefused(Reason.TOO_COMPLEX);
        }
    }

    @Override
    public String toString() {
        return html.toString();
    }
}
