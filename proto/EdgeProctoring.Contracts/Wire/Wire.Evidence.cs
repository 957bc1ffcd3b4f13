namespace EdgeProctoring.Contracts;

public static partial class Wire
{
    private static V1.Coverage ToMessage(Coverage coverage) => new()
    {
        Camera = Text(coverage.Camera),
        Stream = coverage.Stream,
        Subject = ToMessage(coverage.Subject),
        FromUs = WireTime.ToMicroseconds(coverage.From),
        ToUs = WireTime.ToMicroseconds(coverage.To),
        Held = coverage.Held,
        Reason = Text(coverage.Reason),
    };

    private static Coverage FromMessage(Reading reading, V1.Coverage message)
    {
        var (from, to) = Span(reading, "coverage", message.FromUs, message.ToUs);
        if (message.Held == (message.Reason.Length > 0))
        {
            reading.Refuse("coverage.reason", message.Reason, "a reason exactly where nothing is held");
        }
        return new Coverage
        {
            Camera = reading.OptionalId("coverage.camera", message.Camera),
            Stream = reading.Id("coverage.stream", message.Stream),
            Subject = FromMessage(reading, message.Subject),
            From = from,
            To = to,
            Held = message.Held,
            Reason = reading.Text("coverage.reason", message.Reason, Limits.TextLength),
        };
    }

    internal static V1.ManifestEntry ToMessage(ManifestEntry entry) => new()
    {
        Evidence = entry.Evidence,
        Camera = Text(entry.Camera),
        Subject = ToMessage(entry.Subject),
        MediaType = entry.MediaType,
        Size = entry.Size,
        Sha256 = Bytes(entry.Sha256),
        PreviousSha256 = Bytes(entry.PreviousSha256),
        FromUs = WireTime.ToMicroseconds(entry.From),
        ToUs = WireTime.ToMicroseconds(entry.To),
        ModelSha256 = Bytes(entry.Model),
        Pack = Text(entry.Pack),
        Clock = ToMessage(entry.Clock),
    };

    private static ManifestEntry FromMessage(Reading reading, V1.ManifestEntry message)
    {
        var (from, to) = Span(reading, "manifest", message.FromUs, message.ToUs);
        return new ManifestEntry
        {
            Evidence = reading.Id("manifest.evidence", message.Evidence),
            Camera = reading.OptionalId("manifest.camera", message.Camera),
            Subject = FromMessage(reading, message.Subject),
            MediaType = reading.RequiredText("manifest.media_type", message.MediaType, Limits.LabelLength),
            Size = reading.Number("manifest.size", message.Size, 1, Limits.EvidenceBytes),
            Sha256 = reading.RequiredHash("manifest.sha256", message.Sha256),
            PreviousSha256 = reading.Hash("manifest.previous_sha256", message.PreviousSha256),
            From = from,
            To = to,
            Model = reading.Hash("manifest.model_sha256", message.ModelSha256),
            Pack = reading.Text("manifest.pack", message.Pack, PackLength),
            Clock = FromMessage(reading, message.Clock),
        };
    }

    public static V1.UploadHeader ToMessage(EvidenceHeader header) => new()
    {
        Evidence = header.Evidence,
        Subject = ToMessage(header.Subject),
        Camera = Text(header.Camera),
        MediaType = header.MediaType,
        Size = header.Size,
        Sha256 = Bytes(header.Sha256),
        FromUs = WireTime.ToMicroseconds(header.From),
        ToUs = WireTime.ToMicroseconds(header.To),
        Offset = header.Offset,
    };

    public static EvidenceHeader FromMessage(V1.UploadHeader message)
    {
        var reading = new Reading();
        var (from, to) = Span(reading, "upload", message.FromUs, message.ToUs);
        return Read(reading, new EvidenceHeader
        {
            Evidence = reading.Id("upload.evidence", message.Evidence),
            Subject = FromMessage(reading, message.Subject),
            Camera = reading.OptionalId("upload.camera", message.Camera),
            MediaType = reading.RequiredText("upload.media_type", message.MediaType, Limits.LabelLength),
            Size = reading.Number("upload.size", message.Size, 1, Limits.EvidenceBytes),
            Sha256 = reading.RequiredHash("upload.sha256", message.Sha256),
            From = from,
            To = to,
            Offset = reading.Number("upload.offset", message.Offset, 0, message.Size),
        });
    }

    /// <summary>Id, version and SHA-256 of a rule pack, with the signs between them.</summary>
    private const int PackLength = Limits.IdLength + 32 + 2 * Limits.HashBytes;

    private static (DateTimeOffset From, DateTimeOffset To) Span(Reading reading, string name, long fromUs, long toUs)
    {
        if (toUs < fromUs)
        {
            reading.Refuse($"{name}.to_us", toUs, "not before from_us");
        }
        return (reading.Time($"{name}.from_us", fromUs), reading.Time($"{name}.to_us", toUs));
    }
}
