using System.Security.Cryptography;

namespace Dci.CrvsApi.Encryption;

/// <summary>A fresh key for one message, and how its receiver comes by it.</summary>
/// <param name="Encrypted">For the receiver; empty when the key is agreed on.</param>
/// <param name="EphemeralKey">Our half of an agreement, null without one.</param>
internal sealed record ContentKey(byte[] Key, byte[] Encrypted, ECPoint? EphemeralKey)
{
    public static ContentKey Make(AnswerKey receiver)
    {
        if (receiver.Algorithm.IsAgreement())
            return Agree(receiver);
        var key = Fresh();
        var padding = receiver.Algorithm is KeyAlgorithm.RsaOaep ? RSAEncryptionPadding.OaepSHA1 : RSAEncryptionPadding.OaepSHA256;
        return new ContentKey(key, receiver.Key.Rsa!.Encrypt(key, padding), null);
    }

    private static ContentKey Agree(AnswerKey receiver)
    {
        using var mine = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var half = mine.ExportParameters(includePrivateParameters: false).Q;
        var direct = receiver.Algorithm is KeyAlgorithm.EcdhEs;
        var agreed = new byte[AnswerKey.Content.KeyLength()];
        KeyAgreement.Derive(mine, receiver.Key.Agreement!, direct ? AnswerKey.Content.ToJwa() : receiver.Algorithm.ToJwa(), [], [], agreed);
        if (direct)
            return new ContentKey(agreed, [], half);
        var key = Fresh();
        return new ContentKey(key, KeyWrap.Wrap(agreed, key), half);
    }

    private static byte[] Fresh() => RandomNumberGenerator.GetBytes(AnswerKey.Content.KeyLength());
}
