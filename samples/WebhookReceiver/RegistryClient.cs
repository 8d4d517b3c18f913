using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
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
        return await ComposeAsync("search", items.Count, message, callback, encrypted, cancellationToken);
    }

    /// <summary>Asks how a transaction stands; the answer comes in the response.</summary>
    public Task<SignedMessage> ComposeStatusAsync(string transactionId, CancellationToken cancellationToken = default) =>
        ComposeStatusAsync("search", "transaction_id", transactionId, cancellationToken);

    /// <param name="kind">What is asked after: <c>search</c>, <c>subscribe</c> or <c>unsubscribe</c>.</param>
    /// <param name="attribute">What it is known by: <c>transaction_id</c>, <c>subscription_code_list</c>, …</param>
    /// <param name="value">A text, or a list of them.</param>
    public async Task<SignedMessage> ComposeStatusAsync(string kind, string attribute, JsonNode value, CancellationToken cancellationToken = default)
    {
        var message = new JsonObject
        {
            ["transaction_id"] = Guid.NewGuid().ToString(),
            ["txnstatus_request"] = new JsonObject
            {
                ["reference_id"] = Guid.NewGuid().ToString(),
                ["txn_type"] = kind,
                ["attribute_type"] = attribute,
                ["attribute_value"] = value,
            },
        };
        return await ComposeAsync("txn-status", 1, message, null, encrypted: false, cancellationToken);
    }

    /// <summary>Sends what was composed and gives what the registry says.</summary>
    public Task<string> SendAsync(string path, SignedMessage message, CancellationToken cancellationToken = default) =>
        SendAsync(path, message.Json, "application/json", cancellationToken);

    /// <summary>Sends anything else, such as a FHIR bundle.</summary>
    public async Task<string> SendAsync(string path, string body, string mediaType, CancellationToken cancellationToken = default)
    {
        using var reply = await PostAsync(path, body, mediaType, cancellationToken);
        if (reply.StatusCode != HttpStatusCode.Unauthorized)
            return await reply.Content.ReadAsStringAsync(cancellationToken);
        // The token may be over.
        _token = null;
        using var again = await PostAsync(path, body, mediaType, cancellationToken);
        return await again.Content.ReadAsStringAsync(cancellationToken);
    }

    /// <summary>Sends what was composed to where the answer comes in the response, and gives its message: verified, and in clear.</summary>
    /// <exception cref="InvalidOperationException">It was refused, or is not the registry's.</exception>
    public async Task<JsonElement> AskAsync(string path, SignedMessage message, CancellationToken cancellationToken = default)
    {
        var reply = await SendAsync(path, message, cancellationToken);
        var envelope = JsonElement.Parse(reply);
        if (!envelope.TryGetProperty("signature", out _))
            throw new InvalidOperationException($"The registry refuses: {reply}");
        if (!await Jws.HoldsAsync(envelope, _registryKeys, cancellationToken))
            throw new InvalidOperationException("The signature of the answer does not hold.");
        var (header, content) = (envelope.GetProperty("header"), envelope.GetProperty("message"));
        if (!header.TryGetProperty("is_msg_encrypted", out var encrypted) || encrypted.ValueKind != JsonValueKind.True)
            return content;
        return Jwe.Decrypt(content, keys) ?? throw new InvalidOperationException("The answer can't be decrypted.");
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string body, string mediaType, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(settings.Server, path)) { Content = new StringContent(body, Encoding.UTF8, mediaType) };
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

    /// <summary>Puts any message into its envelope: encrypted when wanted, then signed.</summary>
    /// <param name="count">How many items the message has.</param>
    public async Task<SignedMessage> ComposeAsync(string action, int count, JsonObject message, Uri? callback, bool encrypted, CancellationToken cancellationToken = default)
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
