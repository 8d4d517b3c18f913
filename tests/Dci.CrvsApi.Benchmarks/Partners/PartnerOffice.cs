using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Benchmarks.Servers;
using Dci.CrvsApi.Benchmarks.Wire;

namespace Dci.CrvsApi.Benchmarks.Partners;

/// <summary>Registers partners by the server's own command and gets their tokens.</summary>
internal sealed class PartnerOffice(ServerSettings settings)
{
    /// <summary>A receiver id that every partner may address, whatever the server calls itself.</summary>
    public const string ReceiverId = "benchmark-registry";

    /// <summary>What the partner with field limits may see.</summary>
    private static readonly string[] MaskedFields = ["identifier", "name", "sex", "birth_date"];

    public Task<Credentials> AddUnsignedAsync(CancellationToken cancellationToken) =>
        AddAsync(Registration("bench-unsigned", "accept-unsigned"), null, cancellationToken);

    public Task<Credentials> AddSigningAsync(CancellationToken cancellationToken)
    {
        var key = SigningKey.Create("bench-key-1");
        var registration = Registration("bench-signed", "required");
        registration["keys"] = new JsonObject { ["jwk"] = new JsonArray(PublicJwk(key)) };
        return AddAsync(registration, key, cancellationToken);
    }

    /// <summary>A signing partner that is called back on this machine, and that may leave as much undone as it likes.</summary>
    public Task<Credentials> AddCalledBackAsync(CancellationToken cancellationToken)
    {
        var key = SigningKey.Create("bench-key-2");
        var registration = Registration("bench-exchange", "required");
        registration["keys"] = new JsonObject { ["jwk"] = new JsonArray(PublicJwk(key)) };
        registration["callback_origins"] = new JsonArray("http://127.0.0.1:*");
        registration["private_callbacks"] = true;
        registration["limits"]!["unfinished"] = 1_000_000;
        return AddAsync(registration, key, cancellationToken);
    }

    /// <summary>A signing partner that subscribes and is called back on this machine.</summary>
    public Task<Credentials> AddSubscriberAsync(string id, CancellationToken cancellationToken)
    {
        var key = SigningKey.Create($"{id}-key");
        var registration = Registration(id, "required");
        registration["keys"] = new JsonObject { ["jwk"] = new JsonArray(PublicJwk(key)) };
        registration["scopes"] = new JsonArray("registry.search", "registry.subscribe", "registry.unsubscribe");
        registration["all_records"] = true;
        registration["callback_origins"] = new JsonArray("http://127.0.0.1:*");
        registration["private_callbacks"] = true;
        registration["limits"]!["subscriptions"] = 1_000_000;
        return AddAsync(registration, key, cancellationToken);
    }

    /// <summary>Who registers events. What it registers is invented, so it is a sandbox partner.</summary>
    public Task<Credentials> AddRegistrarAsync(CancellationToken cancellationToken)
    {
        var registration = Registration("bench-registrar", "accept-unsigned");
        registration["scopes"] = new JsonArray("registration.write");
        registration["sandbox"] = true;
        return AddAsync(registration, null, cancellationToken);
    }

    public Task<Credentials> AddMaskedAsync(CancellationToken cancellationToken)
    {
        var registration = Registration("bench-masked", "accept-unsigned");
        registration["fields"] = new JsonArray([.. MaskedFields.Select(field => JsonValue.Create(field))]);
        return AddAsync(registration, null, cancellationToken);
    }

    public static BenchmarkPartner SignIn(IPEndPoint server, Credentials credentials)
    {
        var form = $"grant_type=client_credentials&client_id={Uri.EscapeDataString(credentials.ClientId)}&client_secret={Uri.EscapeDataString(credentials.Secret)}";
        var request = HttpRequest.Post(server, "/oauth2/client/token", "application/x-www-form-urlencoded", Encoding.ASCII.GetBytes(form));
        using var connection = new HttpConnection(server);
        var reply = connection.Send(request);
        if (reply.Status != 200)
            throw new InvalidOperationException($"The token endpoint answered {reply.Status} to {credentials.ClientId}: {Encoding.UTF8.GetString(reply.Body)}");
        var token = JsonElement.Parse(reply.Body).GetProperty("access_token").GetString()!;
        return new BenchmarkPartner(credentials.ClientId, token, credentials.Key);
    }

    private static JsonObject Registration(string id, string signaturePolicy) => new()
    {
        ["id"] = id,
        ["sender_ids"] = new JsonArray(id),
        ["receiver_ids"] = new JsonArray(ReceiverId),
        ["profile"] = "dci-crvs-1.0.0",
        ["signature_policy"] = signaturePolicy,
        ["limits"] = new JsonObject { ["requests_per_minute"] = 1_000_000 },
    };

    private static JsonObject PublicJwk(SigningKey key)
    {
        var point = key.Key.ExportParameters(includePrivateParameters: false).Q;
        return new JsonObject
        {
            ["kty"] = "EC",
            ["crv"] = "P-256",
            ["use"] = "sig",
            ["alg"] = "ES256",
            ["kid"] = key.KeyId,
            ["x"] = Base64Url.EncodeToString(point.X),
            ["y"] = Base64Url.EncodeToString(point.Y),
        };
    }

    private async Task<Credentials> AddAsync(JsonObject registration, SigningKey? key, CancellationToken cancellationToken)
    {
        var file = Path.Combine(settings.DataFolder, $"{registration["id"]}.partner.json");
        await File.WriteAllTextAsync(file, registration.ToJsonString(), cancellationToken);
        var output = await ServerCli.RunAsync(settings, ["partners", "add", "--file", file, "--json"], cancellationToken);
        var added = JsonElement.Parse(output.AsSpan(output.IndexOf('{', StringComparison.Ordinal)));
        return new Credentials(added.GetProperty("client_id").GetString()!, added.GetProperty("client_secret").GetString()!, key);
    }
}

/// <summary>What a partner proves itself with.</summary>
internal sealed record Credentials(string ClientId, string Secret, SigningKey? Key);
