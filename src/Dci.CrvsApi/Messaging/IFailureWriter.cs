namespace Dci.CrvsApi.Messaging;

/// <summary>Turns a request down with the one error body; whoever refuses before a message is read goes through here.</summary>
internal interface IFailureWriter
{
    /// <summary>Writes status, headers and body; does nothing once a response has begun.</summary>
    Task WriteAsync(HttpContext context, Failure failure);
}
