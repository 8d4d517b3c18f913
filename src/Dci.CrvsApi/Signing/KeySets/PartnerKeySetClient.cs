namespace Dci.CrvsApi.Signing.KeySets;

/// <summary>Fetches a partner's key set from its pinned address: https, no redirects, little data, little time.</summary>
internal sealed class PartnerKeySetClient(HttpClient http, IHostEnvironment environment)
{
    public const int LargestSet = 64 * 1024;

    /// <exception cref="HttpRequestException">The address is not allowed, did not answer with 200, or answered too much.</exception>
    public async Task<byte[]> FetchAsync(Uri address, CancellationToken cancellationToken)
    {
        if (!IsAllowed(address, environment.IsDevelopment()))
            throw new HttpRequestException("A key set is fetched over https only.");

        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.ParseAdd("application/json, application/jwk-set+json");
        using var response = await http.SendAsync(request, cancellationToken);
        return response.StatusCode is System.Net.HttpStatusCode.OK
            ? await response.Content.ReadAsByteArrayAsync(cancellationToken)
            : throw new HttpRequestException($"The key set's address answered {(int)response.StatusCode}.");
    }

    /// <summary>Plain http would let anyone on the way put in a key; on the same machine in Development nobody is on the way.</summary>
    public static bool IsAllowed(Uri address, bool development) =>
        address.IsAbsoluteUri && (address.Scheme == Uri.UriSchemeHttps || (development && address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));
}
