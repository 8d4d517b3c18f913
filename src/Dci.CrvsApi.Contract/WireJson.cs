using System.Text.Encodings.Web;
using System.Text.Json;

namespace Dci.CrvsApi.Contract;

/// <summary>How JSON is written that is put together member by member.</summary>
public static class WireJson
{
    // It is served as application/json only, so names in other scripts stay readable. What is written is fixed by the code.
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
}
