using Dci.CrvsApi.Hosting;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Demonstration;

/// <summary>Keeps <c>demo.json</c> true: made when it is missing, made anew when the server's address or environment is another.</summary>
internal sealed class TrialCredentials(TrialPartners partners, ExampleNumbers examples, DataFolder data, IOptions<ServerIdentity> server, IHostEnvironment environment)
{
    public async Task<DemoFile> EnsureAsync(CancellationToken cancellationToken)
    {
        var path = data.File(DemoFile.Name);
        var known = File.Exists(path) ? DemoFile.Read(await File.ReadAllBytesAsync(path, cancellationToken)) : null;
        var baseUrl = server.Value.PublicBaseUrl.AbsoluteUri.TrimEnd('/');
        if (known is not null && known.BaseUrl == baseUrl && (known.TestClient is not null || !environment.IsConformance()))
            return known;

        var made = await MakeAsync(baseUrl, known, cancellationToken);
        await data.WriteAsync(DemoFile.Name, made.Write(), cancellationToken);
        return made;
    }

    private async Task<DemoFile> MakeAsync(string baseUrl, DemoFile? known, CancellationToken cancellationToken)
    {
        var demo = known is null ? await partners.EnsureAsync(DemonstrationPartner.Create(), cancellationToken) : CredentialsOf(known);
        return new DemoFile
        {
            BaseUrl = baseUrl,
            TokenUrl = baseUrl + "/oauth2/client/token",
            ClientId = demo.ClientId,
            ClientSecret = demo.ClientSecret,
            SenderId = demo.SenderId,
            ReceiverId = server.Value.SenderId,
            PrivateJwk = demo.PrivateJwk,
            Identifiers = known?.Identifiers ?? await examples.FindAsync(cancellationToken),
            TestClient = known?.TestClient ?? (environment.IsConformance() ? await partners.EnsureAsync(SandboxPartner.Create(), cancellationToken) : null),
        };
    }

    private static DemoCredentials CredentialsOf(DemoFile known) => new(known.ClientId, known.ClientSecret, known.SenderId, known.PrivateJwk);
}
