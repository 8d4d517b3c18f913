using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Dci.CrvsApi.Tokens;

/// <summary>Reads a token request by form, JSON, HTTP Basic and, where switched on, query string; says what is wrong with it as a value.</summary>
internal sealed class TokenRequestReader(IOptions<TokenOptions> options)
{
    private const int MaxBody = 16 * 1024;
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <summary>Exactly one of the two.</summary>
    public async Task<(TokenQuery? Query, TokenFault? Fault)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (await BodyAsync(request, cancellationToken) is not { } body)
            return (null, new TokenFault(StatusCodes.Status413PayloadTooLarge, "invalid_request", $"The body has more than {MaxBody} bytes."));
        var fields = Fields(request, body, out var fault);
        if (fields is null)
            return (null, fault);
        return Query(request, fields);
    }

    private Dictionary<string, string>? Fields(HttpRequest request, ReadOnlyMemory<byte> body, out TokenFault? fault)
    {
        var fields = BodyFields(request.ContentType, body.Span, out fault);
        if (fields is null || !request.QueryString.HasValue)
            return fields;
        if (!options.Value.AllowQueryCredentials)
        {
            if (!request.Query.ContainsKey("client_secret") && !request.Query.ContainsKey("client_id"))
                return fields;
            fault = TokenFault.BadRequest("Credentials in the query string are not accepted: send them in the body or by HTTP Basic.");
            return null;
        }

        var asked = TokenRequestForm.Read(Encoding.UTF8.GetBytes(request.QueryString.Value![1..]), out var words);
        if (asked is null || asked.Any(pair => !fields.TryAdd(pair.Key, pair.Value)))
        {
            fault = TokenFault.BadRequest(asked is null ? words : "A parameter stands twice.");
            return null;
        }

        return fields;
    }

    private static Dictionary<string, string>? BodyFields(string? contentType, ReadOnlySpan<byte> body, out TokenFault? fault)
    {
        fault = null;
        if (body.IsEmpty)
            return new Dictionary<string, string>(StringComparer.Ordinal);
        var mediaType = MediaTypeHeaderValue.TryParse(contentType, out var parsed) ? parsed.MediaType.Value : null;
        if ("application/x-www-form-urlencoded".Equals(mediaType, StringComparison.OrdinalIgnoreCase))
        {
            var fields = TokenRequestForm.Read(body, out var words);
            fault = fields is null ? TokenFault.BadRequest(words) : null;
            return fields;
        }

        if ("application/json".Equals(mediaType, StringComparison.OrdinalIgnoreCase))
            return JsonFields(body.ToArray(), out fault);
        fault = new TokenFault(StatusCodes.Status415UnsupportedMediaType, "invalid_request", "Send application/x-www-form-urlencoded or application/json.");
        return null;
    }

    private static Dictionary<string, string>? JsonFields(byte[] body, out TokenFault? fault)
    {
        fault = null;
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document.RootElement.EnumerateObject()
                    .Where(member => member.Value.ValueKind == JsonValueKind.String)
                    .ToDictionary(member => member.Name, member => member.Value.GetString()!, StringComparer.Ordinal);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a text that is not UTF-8, or half a surrogate pair.
        }

        fault = TokenFault.BadRequest("The body is not a JSON object that can be read.");
        return null;
    }

    private static (TokenQuery? Query, TokenFault? Fault) Query(HttpRequest request, Dictionary<string, string> fields)
    {
        var basic = BasicCredentials.Read(request.Headers.Authorization, out var broken);
        if (broken)
            return (null, TokenFault.WrongClient(challengeBasic: true));
        if (Value(fields, "grant_type") is not { } grant)
            return (null, TokenFault.BadRequest("grant_type is missing."));
        if (grant != "client_credentials")
            return (null, new TokenFault(StatusCodes.Status400BadRequest, "unsupported_grant_type", "Only client_credentials is supported."));
        var (id, secret) = (Value(fields, "client_id"), Value(fields, "client_secret"));
        if (basic is { } credentials)
        {
            return secret is not null || (id is not null && id != credentials.Id)
                ? (null, TokenFault.BadRequest("Authenticate in one way only: by HTTP Basic or in the body."))
                : (new TokenQuery(credentials.Id, credentials.Secret, Value(fields, "scope"), Basic: true), null);
        }

        return id is null || secret is null
            ? (null, TokenFault.WrongClient(challengeBasic: false) with { Description = "client_id and client_secret are needed." })
            : (new TokenQuery(id, secret, Value(fields, "scope"), Basic: false), null);
    }

    // RFC 6749 §3.1: a parameter without a value is treated as left out.
    private static string? Value(Dictionary<string, string> fields, string name) =>
        fields.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    private static async Task<ReadOnlyMemory<byte>?> BodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MaxBody)
            return null;
        var body = new byte[Math.Min(request.ContentLength ?? MaxBody, MaxBody) + 1];
        var length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken);
        return length > MaxBody ? default(ReadOnlyMemory<byte>?) : body.AsMemory(0, length);
    }
}
