using System.Security.Cryptography;
using System.Text.Json;

namespace Dci.CrvsApi.Benchmarks.Floor;

/// <summary>What the floor is told: whom to believe, where to look up, and the constant it answers.</summary>
/// <param name="PartnerKey">The public key of the requests, SubjectPublicKeyInfo.</param>
/// <param name="TokenKey">The public key of the tokens, SubjectPublicKeyInfo.</param>
/// <param name="Register">The SQLite file of the register.</param>
/// <param name="Payload">The header and message of every answer, as JSON.</param>
/// <param name="Journal">Where it writes a durable row before each answer; null when it does not.</param>
internal sealed record FloorSettings(byte[] PartnerKey, byte[] TokenKey, string Register, byte[] Payload, string? Journal)
{
    public const string Issuer = "floor";

    public static FloorSettings Read(string file) => JsonSerializer.Deserialize<FloorSettings>(File.ReadAllBytes(file))!;

    public void Write(string file) => File.WriteAllBytes(file, JsonSerializer.SerializeToUtf8Bytes(this));

    public ECDsa Partner() => Import(PartnerKey);

    public ECDsa Token() => Import(TokenKey);

    /// <summary>Cuts the signature off a signed envelope: what remains is what was signed.</summary>
    public static byte[] PayloadOf(ReadOnlySpan<byte> envelope)
    {
        var header = envelope.IndexOf("\"header\":"u8);
        return header > 0 ? [(byte)'{', .. envelope[header..]] : throw new ArgumentException("The reply has no header.", nameof(envelope));
    }

    private static ECDsa Import(byte[] key)
    {
        var imported = ECDsa.Create();
        imported.ImportSubjectPublicKeyInfo(key, out _);
        return imported;
    }
}
