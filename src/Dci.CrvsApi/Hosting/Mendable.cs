using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Storage;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Hosting;

/// <summary>Faults that the operator can mend: they are told in one line, without a stack trace.</summary>
internal static class Mendable
{
    public static bool Is(Exception fault) =>
        fault is StartRefusedException
            or OptionsValidationException
            or StorageUnusableException
            or RegisterUnavailableException
            or IOException
            or UnauthorizedAccessException;
}
