using System.Text;
using Dci.CrvsApi.Messaging;

namespace Dci.CrvsApi.Files;

/// <summary>What the parts of a message that is sent as a file must be, taken together.</summary>
internal static class PartsRules
{
    /// <summary>The message in the parts, or why there is none; takes the file out of them when there is.</summary>
    public static Outcome<Reception> Check(ReceivedParts parts, Operation operation, int messageLimit)
    {
        if (parts.Text(FileParts.Action) is not { } action)
            return Failures.Bad("The part action is missing.");
        if (!operation.Accepts(Encoding.UTF8.GetString(action)))
            return Failures.Bad($"The part action must be {operation.Action} on {operation.Path}.") with { HeaderReason = "rjct.action.not_supported" };
        if (parts.File is not { } file)
            return Failures.Bad("The part fileName, which is the file, is missing.");
        if (file.Bytes.IsEmpty)
            return Failures.Bad("The file is empty.");
        return FileFormats.Read(parts.Text(FileParts.Format)) switch
        {
            FileFormat.Json => Message(parts, file, messageLimit),
            FileFormat.Csv => Table(parts, operation),
            _ => Unsupported("fileFormat must be json or csv."),
        };
    }

    private static Outcome<Reception> Message(ReceivedParts parts, ReceivedBody file, int messageLimit)
    {
        if (parts.Has(FileParts.Header) || parts.Has(FileParts.Signature))
            return Failures.Bad("A JSON file holds the whole message: leave out the parts header and signature.");
        return file.Bytes.Length > messageLimit ? ContentReader.TooLarge(messageLimit) : new Reception.Message(parts.TakeFile());
    }

    private static Outcome<Reception> Table(ReceivedParts parts, Operation operation)
    {
        if (!operation.TakesTables)
            return Unsupported($"{operation.Path} takes JSON files only.");
        if (parts.Text(FileParts.Header) is not { } header)
            return Failures.Bad("A CSV file needs the part header beside it, which is the message header in JSON.");
        var signature = parts.Text(FileParts.Signature) is { Length: > 0 } text ? Encoding.UTF8.GetString(text) : null;
        return new Reception.Table(new ReceivedTable(parts.TakeFile(), header, signature));
    }

    private static Failure Unsupported(string detail) => new(StatusCodes.Status415UnsupportedMediaType, "err.request.bad", detail);
}
