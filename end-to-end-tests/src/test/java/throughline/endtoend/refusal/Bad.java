package throughline.endtoend.refusal;

import throughline.endtoend.practice.Call;

/**
 * Something that must be refused.
 *
 * @param code of the problem document; empty where only the status is promised
 */
record Bad(String name, Call call, int status, String code) {

    static Bad bad(String name, Call call, int status, String code) {
        return new Bad(name, call, status, code);
    }

    @Override
    public String toString() {
        return name;
    }
}
