using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dci.CrvsApi.Demonstration;

/// <summary>What a script needs to try the server: written to <c>demo.json</c> in the data folder, readable by its owner only.</summary>
internal sealed record DemoFile
{
    public const string Name = "demo.json";

    [JsonPropertyName("base_url")]
    public required string BaseUrl { get; init; }

    [JsonPropertyName("token_url")]
    public required string TokenUrl { get; init; }

    [JsonPropertyName("client_id")]
    public required string ClientId { get; init; }

    [JsonPropertyName("client_secret")]
    public required string ClientSecret { get; init; }

    [JsonPropertyName("sender_id")]
    public required string SenderId { get; init; }

    [JsonPropertyName("receiver_id")]
    public required string ReceiverId { get; init; }

    /// <summary>The partner's own ES256 key, for signing requests.</summary>
    [JsonPropertyName("private_jwk")]
    public required JsonElement PrivateJwk { get; init; }

    /// <summary>One number of each kind that a search finds: BRN, DRN, MRN, UIN.</summary>
    [JsonPropertyName("identifiers")]
    public required IReadOnlyDictionary<string, string> Identifiers { get; init; }

    /// <summary>The partner that conformance suites run as; in Conformance only.</summary>
    [JsonPropertyName("test_client")]
    public DemoCredentials? TestClient { get; init; }

    public static DemoFile? Read(byte[] json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, DemoJson.Readable.DemoFile);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, DemoJson.Readable.DemoFile);
}

/// <summary>How a trial partner gets its token and signs.</summary>
internal sealed record DemoCredentials(
    [property: JsonPropertyName("client_id")] string ClientId,
    [property: JsonPropertyName("client_secret")] string ClientSecret,
    [property: JsonPropertyName("sender_id")] string SenderId,
    [property: JsonPropertyName("private_jwk")] JsonElement PrivateJwk);

/// <summary>Reads and writes <see cref="DemoFile"/> without reflection.</summary>
[JsonSerializable(typeof(DemoFile))]
internal sealed partial class DemoJson : JsonSerializerContext
{
    private static readonly Lazy<DemoJson> Indented = new(() => new DemoJson(new JsonSerializerOptions
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    }));

    /// <summary>For people: indented, and nothing is escaped that need not be.</summary>
    public static DemoJson Readable => Indented.Value;
}
