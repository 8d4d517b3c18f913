using System.Text.Encodings.Web;
using System.Text.Json;

namespace Dci.CrvsApi.Answers;

/// <summary>How the server writes JSON that it puts together itself.</summary>
internal static class WireJson
{
    // It is served as application/json only, so names in other scripts stay readable. What is written is fixed by the code.
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
}
