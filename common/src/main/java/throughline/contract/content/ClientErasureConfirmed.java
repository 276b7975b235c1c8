package throughline.contract.content;

import throughline.contract.ClientId;

/** This service holds nothing of that erased client any more; {@code receipt} identifies the erasure. */
public record ClientErasureConfirmed(ClientId clientId, String receipt) implements ContentEvent {

    @Override
    public String key() {
        return clientId.value();
    }

    @Override
    public String subject() {
        return clientId.value();
    }
}
