package throughline.endtoend.practice;

import java.net.URI;

/** The public interface at one address. */
public record Http(URI base, String token) {

    /** @param path from the root, or a whole address as it stands in a mail */
    public Call get(String path) {
        return call("GET", path);
    }

    public Call post(String path) {
        return call("POST", path);
    }

    public Call call(String method, String path) {
        return new Call(method, base.resolve(path), token);
    }
}
