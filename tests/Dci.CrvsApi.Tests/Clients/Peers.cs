using System.Text.Json.Nodes;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Tests.Server;
using Dci.CrvsApi.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace Dci.CrvsApi.Tests.Clients;

/// <summary>Registers peers of the demonstration server, each as a partner of its own.</summary>
internal static class Peers
{
    public const string RegisteredSince1900 = """[{"expression1":{"attribute_name":"registration_date","operator":"ge","attribute_value":"1900"}}]""";

    public static async Task<SocialProtectionSystem> JoinAsync(string profile, Func<PartnerRegistration, PartnerRegistration>? change = null, CrvsServer? server = null)
    {
        server ??= DemoServer.Instance;
        var id = $"peer-{Guid.NewGuid():N}";
        var registration = new PartnerRegistration { Id = id, SenderIds = [id], Profile = profile, SignaturePolicy = "accept-unsigned", Scopes = ["registry.search"] };
        registration = change?.Invoke(registration) ?? registration;
        var added = await server.Services.GetRequiredService<PartnerAdministration>().AddAsync(registration, CancellationToken.None);

        Assert.That(added, Is.InstanceOf<PartnerChange.Made>(), () => string.Join(' ', ((PartnerChange.Refused)added).Reasons));
        return new SocialProtectionSystem(server.CreateClient(), id, ((PartnerChange.Made)added).Secret!)
        {
            SenderId = registration.SenderIds![0],
            HoldToContract = profile == "dci-crvs-1.0.0",
        };
    }

    /// <summary>A partner that may do everything unsigned and be called back on loopback.</summary>
    public static Task<SocialProtectionSystem> JoinAsynchronousAsync(
        string profile = "dci-crvs-1.0.0", Func<PartnerRegistration, PartnerRegistration>? change = null, CrvsServer? server = null) =>
        JoinAsync(
            profile,
            registration =>
            {
                registration = registration with { AsyncUnsigned = true, CallbackOrigins = ["http://127.0.0.1:*"], Scopes = [.. Scopes.Known] };
                return change?.Invoke(registration) ?? registration;
            },
            server);

    /// <summary>An idtype-value query as clients write it.</summary>
    public static JsonObject Lookup(string type, string value, string? eventType = null)
    {
        var criteria = new JsonObject
        {
            ["version"] = "1.0.0",
            ["reg_type"] = "ns:org:RegistryType:Civil",
            ["query_type"] = "idtype-value",
            ["query"] = new JsonObject { ["type"] = type, ["value"] = value },
        };
        if (eventType is not null)
            criteria["reg_event_type"] = eventType;
        return criteria;
    }

    /// <summary>A criteria object around a query written as JSON.</summary>
    public static JsonObject Criteria(string queryType, string query, string? eventType = null, string? regType = null)
    {
        var criteria = new JsonObject { ["query_type"] = queryType, ["query"] = JsonNode.Parse(query) };
        if (eventType is not null)
            criteria["reg_event_type"] = eventType;
        if (regType is not null)
            criteria["reg_type"] = regType;
        return criteria;
    }
}
