using System.Net.Http.Headers;
using System.Text;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Tests.Contract;
using Dci.CrvsApi.Tests.Partners;
using Dci.CrvsApi.Tests.Server;
using Dci.CrvsApi.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace Dci.CrvsApi.Tests.Events;

/// <summary>Somebody who posts events: a hospital, a registration system.</summary>
internal sealed class Clerk(HttpClient http, string token)
{
    public const string Fhir = "application/fhir+json";

    public static Task<Clerk> RegistrarAsync(CrvsServer server) => JoinAsync(server, Scopes.Register);

    public static Task<Clerk> HospitalAsync(CrvsServer server) => JoinAsync(server, Scopes.Notify);

    public static async Task<Clerk> JoinAsync(CrvsServer server, params string[] scopes)
    {
        var id = $"clerk-{Guid.NewGuid():N}";
        var made = (PartnerChange.Made)await server.Services.GetRequiredService<PartnerAdministration>().AddAsync(Registrations.Valid(id) with { Scopes = scopes }, default);
        return new Clerk(server.CreateClient(), await new SocialProtectionSystem(server.CreateClient(), id, made.Secret!).TokenAsync());
    }

    public static string Sample(string name) => File.ReadAllText(Path.Combine(RepositoryFiles.Root, "samples", "data", name));

    public async Task<Reply> PostAsync(string bundle, string path = "/fhir", string? mediaType = Fhir)
    {
        using var content = new StringContent(bundle, Encoding.UTF8);
        content.Headers.ContentType = mediaType is null ? null : MediaTypeHeaderValue.Parse(mediaType);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var reply = await http.SendAsync(request);
        var read = new Reply(reply, await reply.Content.ReadAsByteArrayAsync());
        Assert.That(read.MediaType, Is.EqualTo(Fhir));
        ContractGuard.Check(read, path);
        return read;
    }
}
