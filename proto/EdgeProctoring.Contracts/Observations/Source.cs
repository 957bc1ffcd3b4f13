namespace EdgeProctoring.Contracts;

/// <summary>
/// Who saw it. The sender numbers all its items in one sequence per boot; the camera (or stream) only tells views apart.
/// As text: <c>node:n-12/cam-1</c>, <c>browser:s-7</c>, <c>vision:s-7/webcam</c>, <c>person:u-3</c>.
/// </summary>
public sealed record Source(SourceKind Kind, string Sender, string? Camera = null)
{
    private static readonly (SourceKind Kind, string Prefix)[] _prefixes =
    [
        (SourceKind.Node, "node:"), (SourceKind.Browser, "browser:"), (SourceKind.HubVision, "vision:"), (SourceKind.Person, "person:"),
    ];

    public override string ToString()
    {
        var prefix = _prefixes.First(known => known.Kind == Kind).Prefix;
        return Camera is null ? prefix + Sender : $"{prefix}{Sender}/{Camera}";
    }

    /// <summary>Reads the text form; false when the prefix is unknown or a part is empty.</summary>
    public static bool TryParse(string text, out Source source)
    {
        source = new Source(default, "");
        foreach (var (kind, prefix) in _prefixes)
        {
            if (text.StartsWith(prefix, StringComparison.Ordinal))
            {
                var slash = text.IndexOf('/', StringComparison.Ordinal);
                var sender = slash < 0 ? text[prefix.Length..] : text[prefix.Length..slash];
                var camera = slash < 0 ? null : text[(slash + 1)..];
                source = new Source(kind, sender, camera);
                return sender.Length > 0 && camera is not "";
            }
        }
        return false;
    }
}
