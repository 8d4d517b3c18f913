using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace WebhookReceiver;

/// <summary>The registry as we ask it: a token, a signed message, its acknowledgement. The answer comes to our receiver.</summary>
public sealed class RegistryClient(HttpClient http, Settings settings, OwnKeys keys)
{
    private readonly RegistryKeys _registryKeys = new(http, settings.Server);
    private string? _token;

    /// <summary>Writes and signs a search. Sent again as it is, it is the same message: the registry answers with its first acknowledgement and works once.</summary>
    /// <param name="callback">Where the answer is to be sent; null for the address that is registered, and in synchronous searches.</param>
    public async Task<SignedMessage> ComposeSearchAsync(IReadOnlyList<Question> items, Uri? callback, bool encrypted, CancellationToken cancellationToken = default)
    {
        var message = new JsonObject
        {
            ["transaction_id"] = Guid.NewGuid().ToString(),
            ["search_request"] = new JsonArray([.. items.Select(Item)]),
        };
        return await EnvelopeAsync("search", items.Count, callback, message, encrypted, cancellationToken);
    }

    /// <summary>Asks how a transaction stands; the answer comes in the response.</summary>
    public async Task<SignedMessage> ComposeStatusAsync(string transactionId, CancellationToken cancellationToken = default)
    {
        var message = new JsonObject
        {
            ["transaction_id"] = Guid.NewGuid().ToString(),
            ["txnstatus_request"] = new JsonObject
            {
                ["reference_id"] = Guid.NewGuid().ToString(),
                ["txn_type"] = "search",
                ["attribute_type"] = "transaction_id",
                ["attribute_value"] = transactionId,
            },
        };
        return await EnvelopeAsync("txn-status", 1, null, message, encrypted: false, cancellationToken);
    }

    /// <summary>Sends what was composed and gives what the registry says.</summary>
    public async Task<string> SendAsync(string path, SignedMessage message, CancellationToken cancellationToken = default)
    {
        using var reply = await PostAsync(path, message, cancellationToken);
        if (reply.StatusCode != HttpStatusCode.Unauthorized)
            return await reply.Content.ReadAsStringAsync(cancellationToken);
        // The token may be over.
        _token = null;
        using var again = await PostAsync(path, message, cancellationToken);
        return await again.Content.ReadAsStringAsync(cancellationToken);
    }

    private async Task<HttpResponseMessage> PostAsync(string path, SignedMessage message, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(settings.Server, path)) { Content = new StringContent(message.Json, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token ??= await TokenAsync(cancellationToken));
        return await http.SendAsync(request, cancellationToken);
    }

    private async Task<string> TokenAsync(CancellationToken cancellationToken)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = settings.ClientId,
            ["client_secret"] = settings.ClientSecret,
        });
        using var reply = await http.PostAsync(new Uri(settings.Server, "/oauth2/client/token"), form, cancellationToken);
        reply.EnsureSuccessStatusCode();
        return (string)JsonNode.Parse(await reply.Content.ReadAsStringAsync(cancellationToken))!["access_token"]!;
    }

    private async Task<SignedMessage> EnvelopeAsync(string action, int count, Uri? callback, JsonObject message, bool encrypted, CancellationToken cancellationToken)
    {
        var transaction = (string)message["transaction_id"]!;
        var header = new JsonObject
        {
            ["version"] = "1.0.0",
            ["message_id"] = Guid.NewGuid().ToString(),
            ["message_ts"] = Now(),
            ["action"] = action,
            ["sender_id"] = settings.SenderId,
            ["receiver_id"] = settings.RegistryId,
            ["total_count"] = count,
            ["is_msg_encrypted"] = encrypted,
        };
        if (callback is not null)
            header["sender_uri"] = callback.OriginalString;
        if (encrypted)
        {
            var (keyId, key) = await _registryKeys.EncryptionKeyAsync(cancellationToken);
            message = Jwe.Encrypt(message.ToJsonString(), key, keyId);
        }

        // Encrypted first, then signed: the signature covers what is sent.
        var content = $"\"header\":{header.ToJsonString()},\"message\":{message.ToJsonString()}";
        return new SignedMessage(transaction, $$"""{"signature":"{{Jws.Sign($"{{{content}}}", keys.Signing, keys.SigningKeyId)}}",{{content}}}""");
    }

    private static JsonObject Item(Question question) => new()
    {
        ["reference_id"] = question.ReferenceId ?? Guid.NewGuid().ToString(),
        ["timestamp"] = Now(),
        ["search_criteria"] = new JsonObject
        {
            ["version"] = "1.0.0",
            ["reg_type"] = "ns:org:RegistryType:Civil",
            ["query_type"] = "idtype-value",
            ["query"] = new JsonObject { ["type"] = question.Type, ["value"] = question.Value },
        },
    };

    private static string Now() => DateTimeOffset.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.fffZ");
}

/// <summary>A message as it goes over the wire.</summary>
public sealed record SignedMessage(string TransactionId, string Json);
