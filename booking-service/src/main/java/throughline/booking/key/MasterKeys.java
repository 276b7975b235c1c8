package throughline.booking.key;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.util.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys that lock the clients' keys. The first locks new ones; the others only open what they once locked, so a key can be
 * replaced without touching what is stored. AES-256-GCM throughout (Tink); associated data binds each key to its client.
 */
final class MasterKeys {

    private static final int BYTES = 32;

    private final Map<String, Aead> byId;
    private final String first;

    private MasterKeys(Map<String, Aead> byId) {
        this.byId = byId;
        this.first = byId.keySet().iterator().next();
    }

    /**
     * @param given at least one key, each 32 bytes in Base64
     * @throws IllegalArgumentException if one is not; its text is not repeated
     */
    static MasterKeys of(List<String> given) {
        Map<String, Aead> byId = new LinkedHashMap<>();
        try {
            AeadConfig.register();
            for (String one : given) {
                byte[] bytes = Base64.getDecoder().decode(one);
                if (bytes.length != BYTES) {
                    throw new IllegalArgumentException("a key has " + bytes.length + " bytes instead of " + BYTES);
                }
                byId.put(idOf(bytes), aead(bytes));
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has AES-GCM", e);
        }
        if (byId.isEmpty()) {
            throw new IllegalArgumentException("there is no key");
        }
        return new MasterKeys(byId);
    }

    /** A key can be recognised by its id, not found from it. */
    private static String idOf(byte[] key) throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update("throughline master key".getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest(key), 0, 6);
    }

    @AccessesPartialKey
    private static Aead aead(byte[] key) throws GeneralSecurityException {
        AesGcmParameters parameters = AesGcmParameters.builder()
                .setKeySizeBytes(BYTES)
                .setIvSizeBytes(12)
                .setTagSizeBytes(16)
                .setVariant(AesGcmParameters.Variant.NO_PREFIX)
                .build();
        AesGcmKey aesKey = AesGcmKey.builder()
                .setParameters(parameters)
                .setKeyBytes(SecretBytes.copyFrom(key, InsecureSecretKeyAccess.get()))
                .build();
        return KeysetHandle.newBuilder()
                .addEntry(KeysetHandle.importKey(aesKey).withFixedId(1).makePrimary())
                .build()
                .getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    /** The id of the key that locks new ones. */
    String first() {
        return first;
    }

    boolean has(String id) {
        return byId.containsKey(id);
    }

    /** A fresh key for a client, locked with the first master key. */
    byte[] fresh(String client) {
        try {
            KeysetHandle key = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
            return TinkProtoKeysetFormat.serializeEncryptedKeyset(key, master(first), bytes(client));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a fresh key can always be locked", e);
        }
    }

    /** Empty if that master key is not here, or the locked key is not this client's. */
    Optional<Aead> open(String master, byte[] locked, String client) {
        if (!has(master)) {
            return Optional.empty();
        }
        try {
            return Optional.of(TinkProtoKeysetFormat.parseEncryptedKeyset(locked, master(master), bytes(client))
                    .getPrimitive(RegistryConfiguration.get(), Aead.class));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private Aead master(String id) {
        Aead master = byId.get(id);
        if (master == null) {
            throw new IllegalArgumentException("no master key is called " + id);
        }
        return master;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
