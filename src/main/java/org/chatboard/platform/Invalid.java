package org.chatboard.platform;

import java.util.List;

/** The request is understood and wrong (HTTP 400); {@link #errors()} names each field. */
public final class Invalid extends ChatBoardException {

    private final transient List<FieldError> errors;

    /**
     * @param code the stable reason
     * @param detail one sentence that says what to do
     * @param errors what is wrong with which field; empty where no field is to blame
     */
    public Invalid(String code, String detail, List<FieldError> errors) {
        super(code, detail);
        this.errors = List.copyOf(errors);
    }

    /** A request with one wrong field; the code of the field is the code of the whole. */
    public static Invalid field(String field, String code, String detail) {
        return new Invalid(code, detail, List.of(new FieldError(field, code)));
    }

    /** What is wrong with which field. */
    public List<FieldError> errors() {
        return errors;
    }

    /** It tells what came from outside, not where we found out; floods of nonsense stay cheap. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
