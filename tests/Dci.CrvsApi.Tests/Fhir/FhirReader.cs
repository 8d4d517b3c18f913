using System.Net.Http.Headers;
using System.Text;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Tests.Partners;
using Dci.CrvsApi.Tests.Server;
using Dci.CrvsApi.Tokens;
using Hl7.Fhir.Model;
using Microsoft.Extensions.DependencyInjection;

namespace Dci.CrvsApi.Tests.Fhir;

/// <summary>Somebody who reads FHIR, strictly.</summary>
internal sealed class FhirReader(HttpClient http, string id, string token)
{
    public string PartnerId => id;

    public static Task<FhirReader> JoinAsync(CrvsServer server, Func<PartnerRegistration, PartnerRegistration>? grant = null) =>
        JoinAsync(server, grant, Scopes.FhirRead, Scopes.FhirHistory);

    public static async Task<FhirReader> JoinAsync(CrvsServer server, Func<PartnerRegistration, PartnerRegistration>? grant, params string[] scopes)
    {
        var id = $"reader-{Guid.NewGuid():N}";
        var registration = Registrations.Valid(id) with { Scopes = scopes };
        var change = await server.Services.GetRequiredService<PartnerAdministration>().AddAsync(grant?.Invoke(registration) ?? registration, default);
        Assert.That(change, Is.InstanceOf<PartnerChange.Made>(), () => string.Join('\n', ((PartnerChange.Refused)change).Reasons));
        return new FhirReader(server.CreateClient(), id, await new SocialProtectionSystem(server.CreateClient(), id, ((PartnerChange.Made)change).Secret!).TokenAsync());
    }

    public async Task<FhirReply> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/fhir/" + path, UriKind.Relative));
        return await SendAsync(request, headers);
    }

    public async Task<FhirReply> PostAsync(string path, string body, string mediaType)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path.Length == 0 ? "/fhir" : "/fhir/" + path, UriKind.Relative)) { Content = new StringContent(body, Encoding.UTF8) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
        return await SendAsync(request, []);
    }

    /// <summary>The resources that a search finds, without what comes along.</summary>
    public async Task<IReadOnlyList<Resource>> FindAsync(string query) => (await GetAsync(query)).Matches;

    private async Task<FhirReply> SendAsync(HttpRequestMessage request, (string Name, string Value)[] headers)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var reply = await http.SendAsync(request);
        return new FhirReply(reply, await reply.Content.ReadAsByteArrayAsync());
    }
}
