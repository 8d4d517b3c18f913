using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Tokens;

namespace Dci.CrvsApi.Discovery;

/// <summary>The operations of the standard that this server describes and does not yet offer: they say so instead of seeming not to exist.</summary>
internal static class UnofferedEndpoints
{
    private static readonly (string Path, string OperationId)[] Operations =
    [
        ("/registry/subscribe", "Subscribe"),
        ("/registry/unsubscribe", "Unsubscribe"),
    ];

    public static void MapUnoffered(this IEndpointRouteBuilder endpoints)
    {
        foreach (var (path, operationId) in Operations)
            endpoints.MapPost(path, AnswerAsync).WithName(operationId);
    }

    private static async Task<IResult> AnswerAsync(HttpContext context, CallerReader callers, CancellationToken cancellationToken)
    {
        var caller = await callers.ReadAsync(context, scope: null, cancellationToken);
        return new FailureResult(caller.Failed ? caller.Failure : Failures.NotOffered(context.Request.Path));
    }
}
