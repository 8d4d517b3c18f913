using Dci.CrvsApi.Messaging;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace Dci.CrvsApi.Tokens;

/// <summary>Tokens without a scheme before them: in the header anywhere, and at the hub and its topics in a cookie too, which is where MOSIP's clients put them.</summary>
internal sealed class TokenCookie(ServerIdentity server)
{
    private const string Name = "Authorization";

    private readonly PathString _mounted = server.PublicBaseUrl.AbsolutePath.TrimEnd('/');

    public Task TakeAsync(MessageReceivedContext context)
    {
        var header = context.Request.Headers.Authorization;
        if (header.Count == 1 && IsBare(header[0]))
            context.Token = header[0];
        else if (header.Count == 0 && IsOfHub(context.Request.Path) && context.Request.Cookies[Name] is var cookie && IsBare(cookie))
            context.Token = cookie;
        return Task.CompletedTask;
    }

    // Who calls is looked at before there is an endpoint, and while the path has the part that the server is mounted under.
    private bool IsOfHub(PathString path)
    {
        if (path.StartsWithSegments(_mounted, out var inside))
            path = inside;
        return path.StartsWithSegments(ServerLinks.HubPath, StringComparison.Ordinal) || path.StartsWithSegments(ServerLinks.TopicsPath, StringComparison.Ordinal);
    }

    private static bool IsBare(string? value) => value is not null && value.StartsWith("eyJ", StringComparison.Ordinal) && !value.Contains(' ', StringComparison.Ordinal);
}
