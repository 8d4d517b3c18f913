using Dci.CrvsApi.Registry.Queries;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Hosting;

/// <summary>The server will not start as it is configured; the message says what to do about it.</summary>
internal sealed class StartRefusedException(string message) : Exception(message);

/// <summary>Faults that the operator can mend: they are told in one line, without a stack trace.</summary>
internal static class Mendable
{
    public static bool Is(Exception fault) =>
        fault is StartRefusedException or OptionsValidationException or RegisterUnavailableException or IOException or UnauthorizedAccessException;
}
