using Dci.CrvsApi.Partners;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Encryption;

/// <summary>Chooses the key that an answer is encrypted to: the partner's newest that the settings allow.</summary>
internal sealed class AnswerEncryption(IOptions<EncryptionOptions> options)
{
    /// <summary>Null when the partner has no key that can be used here.</summary>
    public AnswerKey? KeyFor(Partner partner)
    {
        foreach (var key in partner.EncryptionKeys)
        {
            if (AlgorithmFor(key) is { } algorithm)
                return new AnswerKey(key, algorithm);
        }

        return null;
    }

    /// <summary>The one that the key was registered for, if it is accepted; else what is best for its kind.</summary>
    private KeyAlgorithm? AlgorithmFor(PartnerEncryptionKey key)
    {
        KeyAlgorithm[] choices = key.Rsa is null ? [KeyAlgorithm.EcdhEsA256Kw, KeyAlgorithm.EcdhEs] : [KeyAlgorithm.RsaOaep256];
        if (key.Algorithm is { } own && options.Value.Accepts(own))
            return own;
        foreach (var choice in choices)
        {
            if (options.Value.Accepts(choice))
                return choice;
        }

        return null;
    }
}

/// <summary>A partner's key and how it is used for one answer.</summary>
internal sealed record AnswerKey(PartnerEncryptionKey Key, KeyAlgorithm Algorithm)
{
    /// <summary>How the content of every answer is encrypted.</summary>
    public const ContentAlgorithm Content = ContentAlgorithm.A256Gcm;
}
