using Microsoft.IdentityModel.Protocols;

namespace Dci.CrvsApi.Tokens;

/// <summary>Reads an OpenID provider's documents; unlike the library's reader it can be stopped, and holds every address in the metadata to the scheme of the provider's own.</summary>
internal sealed class ProviderDocuments(HttpClient client, string scheme) : IDocumentRetriever
{
    public Task<string> GetDocumentAsync(string address, CancellationToken cancel) =>
        new Uri(address).Scheme == scheme
            ? client.GetStringAsync(new Uri(address), cancel)
            : throw new InvalidOperationException($"The provider names an address that is not {scheme}.");
}
