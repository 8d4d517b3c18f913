using System.Text.Json;
using Dci.CrvsApi.Hosting;
using Dci.CrvsApi.Partners;

namespace Dci.CrvsApi.Demonstration;

/// <summary>Registers the partners that a newcomer and the conformance suites run as, or gives a known one new credentials when its old ones are lost.</summary>
internal sealed class TrialPartners(PartnerAdministration administration, PartnerDirectory directory)
{
    public async Task<DemoCredentials> EnsureAsync(NewPartner made, CancellationToken cancellationToken)
    {
        var id = made.Registration.Id!;
        var known = await directory.FindAsync(id, cancellationToken) is not null;
        var change = known
            ? await RenewAsync(id, made, cancellationToken)
            : await administration.AddAsync(made.Registration, cancellationToken);
        return change switch
        {
            PartnerChange.Made { Secret: { } secret } => new DemoCredentials(id, secret, made.Registration.SenderIds?[0] ?? id, Parse(made.PrivateJwk)),
            PartnerChange.Refused refused => throw new StartRefusedException($"The partner {id} could not be registered: {string.Join(' ', refused.Reasons)}"),
            _ => throw new InvalidOperationException("A new partner has a secret."),
        };
    }

    private async Task<PartnerChange> RenewAsync(string id, NewPartner made, CancellationToken cancellationToken)
    {
        var added = await administration.AddKeyAsync(id, made.Registration.Keys!.Jwk![0].GetRawText(), cancellationToken);
        return added is PartnerChange.Refused ? added : await administration.RotateSecretAsync(id, cancellationToken);
    }

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
