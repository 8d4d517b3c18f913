namespace Dci.CrvsApi.Messaging;

/// <summary>Writes the one error body.</summary>
internal interface IFailureWriter
{
    Task WriteAsync(HttpContext context, Failure failure);
}
