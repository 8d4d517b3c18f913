using System.Security.Cryptography;
using System.Text.Json;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Signing;

namespace Dci.CrvsApi.Encryption;

/// <summary>What an encrypted message says of how it was encrypted, and for which key. Keys and addresses in it are never looked at, but for the sender's half of an agreement.</summary>
internal sealed record JweHeader(KeyAlgorithm Algorithm, ContentAlgorithm Content, string KeyId)
{
    private const int LongestParty = 512;

    /// <summary>What would change the meaning of the rest if it were understood (RFC 7516 §4.1.3 and §4.1.13, RFC 7797 §3).</summary>
    private static readonly string[] Demands = ["crit", "zip", "b64"];

    /// <summary>The sender's half of an agreement, null when there is none.</summary>
    public ECPoint? EphemeralKey { get; init; }

    /// <summary><c>apu</c>, empty when absent.</summary>
    public byte[] PartyU { get; init; } = [];

    /// <summary><c>apv</c>, empty when absent.</summary>
    public byte[] PartyV { get; init; } = [];

    /// <summary>The header, or null and what is wrong with it.</summary>
    public static JweHeader? Read(JoseHeader header, out string fault)
    {
        fault = $"the header of the encryption makes a demand ({string.Join(", ", Demands)}) that is not understood";
        if (Demands.Any(header.Has))
            return null;

        fault = "alg of the encryption must be RSA-OAEP-256, or another that was agreed";
        if (EncryptionAlgorithms.KeyFromJwa(header.Text("alg")) is not { } algorithm)
            return null;

        fault = "enc of the encryption must be A256GCM, or another that was agreed";
        if (EncryptionAlgorithms.ContentFromJwa(header.Text("enc")) is not { } content)
            return null;

        fault = "the header of the encryption must name the key by kid";
        if (header.Text("kid") is not { Length: > 0 } keyId)
            return null;

        fault = "epk, apu or apv of the key agreement can't be used; epk must be an EC key on P-256";
        return algorithm.IsAgreement() ? ReadAgreement(new JweHeader(algorithm, content, keyId), header) : new JweHeader(algorithm, content, keyId);
    }

    private static JweHeader? ReadAgreement(JweHeader header, JoseHeader members)
    {
        if (members.Find("epk") is not { ValueKind: JsonValueKind.Object } key || key.TextOf("kty"u8) != "EC" || key.TextOf("crv"u8) != "P-256"
            || !Base64Text.TryReadUrl(key.TextOf("x"u8), out var x) || x.Length != 32
            || !Base64Text.TryReadUrl(key.TextOf("y"u8), out var y) || y.Length != 32)
            return null;
        return Party(members, "apu") is { } partyU && Party(members, "apv") is { } partyV
            ? header with { EphemeralKey = new ECPoint { X = x, Y = y }, PartyU = partyU, PartyV = partyV }
            : null;
    }

    private static byte[]? Party(JoseHeader members, string name) =>
        !members.Has(name) ? [] : Base64Text.TryReadUrl(members.Text(name), out var party) && party.Length <= LongestParty ? party : null;
}
