using Dci.CrvsApi.Access;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Tokens;

namespace Dci.CrvsApi.Fhir;

/// <summary>Lets a reader in: token, scope, requests a minute.</summary>
internal sealed class FhirGate(CallerReader callers, RequestQuota quota)
{
    /// <param name="history">Whether versions are asked for.</param>
    public async ValueTask<Outcome<FhirCall>> EnterAsync(HttpContext context, bool history)
    {
        var caller = await callers.ReadAsync(context, history ? Scopes.FhirHistory : Scopes.FhirRead, context.RequestAborted);
        if (caller.Failed)
            return caller.Failure;
        if (quota.Take(caller.Value.Partner) is { } exceeded)
            return exceeded;
        return new FhirCall(caller.Value.Partner, caller.Value.Has(Scopes.FhirHistory), FhirHeaders.PurposeOf(context.Request), FhirHeaders.IsLenient(context.Request));
    }
}
