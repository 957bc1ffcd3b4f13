using EdgeProctoring.Contracts;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace EdgeProctoring.Rules;

/// <summary>A place in a pack's file: a text, a list or a map, with its line.</summary>
internal sealed record PackNode(int Line)
{
    public string? Text { get; init; }
    public IReadOnlyList<PackNode>? Items { get; init; }
    public IReadOnlyList<(string Key, PackNode Value)>? Entries { get; init; }

    public string Shape => Text is not null ? Text : Items is not null ? "a list" : "a map";
}

/// <summary>
/// Reads YAML into places with lines. Bounded in size and depth; anchors, tags and several documents are refused: a rule book
/// needs none, and they are how small files grow large.
/// </summary>
internal sealed class PackTree
{
    public const int MostCharacters = 256 * 1024;
    private const int MostDepth = 8;

    private readonly List<PackError> _errors;
    private readonly Parser _parser;

    private PackTree(string text, List<PackError> errors)
    {
        _errors = errors;
        _parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
    }

    /// <summary>The root, or null (with an error) where the text is no YAML of this kind.</summary>
    public static PackNode? Read(string text, List<PackError> errors)
    {
        if (text.Length > MostCharacters)
        {
            errors.Add(new PackError(1, Refusal.Of("pack", $"more than {MostCharacters} characters", $"at most {MostCharacters}")));
            return null;
        }
        var tree = new PackTree(text, errors);
        try
        {
            return tree.Document();
        }
        catch (YamlException e)
        {
            errors.Add(new PackError(Math.Max(1, (int)e.Start.Line), Refusal.Of("pack", e.Message, "YAML")));
        }
        catch (InvalidOperationException)
        {
            // The scanner gives up in this way on some broken scalars.
            errors.Add(new PackError((int)(tree._parser.Current?.End.Line ?? 1), Refusal.Of("pack", "cannot be read after this line", "YAML")));
        }
        return null;
    }

    private PackNode? Document()
    {
        _parser.Consume<StreamStart>();
        if (!_parser.TryConsume<DocumentStart>(out _))
        {
            _errors.Add(new PackError(1, Refusal.Of("pack", "nothing", "a map of id, version, violations, rules …")));
            return null;
        }
        var root = Node(0);
        _parser.Consume<DocumentEnd>();
        if (_parser.Current is DocumentStart)
        {
            _errors.Add(new PackError((int)_parser.Current.Start.Line, Refusal.Of("pack", "a second document", "one document")));
        }
        return root;
    }

    private PackNode Node(int depth)
    {
        var start = _parser.Current ?? throw new YamlException("The text ends too early.");
        var line = (int)start.Start.Line;
        if (depth > MostDepth)
        {
            throw new YamlException(start.Start, start.End, $"Nested deeper than {MostDepth}.");
        }
        if (start is NodeEvent { Anchor.IsEmpty: false } or AnchorAlias || (start is NodeEvent node && !node.Tag.IsEmpty))
        {
            throw new YamlException(start.Start, start.End, "Anchors, aliases and tags are not allowed.");
        }
        if (_parser.TryConsume<Scalar>(out var scalar))
        {
            return new PackNode(line) { Text = scalar.Value };
        }
        if (_parser.TryConsume<SequenceStart>(out _))
        {
            var items = new List<PackNode>();
            while (!_parser.TryConsume<SequenceEnd>(out _))
            {
                items.Add(Node(depth + 1));
            }
            return new PackNode(line) { Items = items };
        }
        _parser.Consume<MappingStart>();
        return new PackNode(line) { Entries = Entries(depth) };
    }

    private List<(string Key, PackNode Value)> Entries(int depth)
    {
        var entries = new List<(string Key, PackNode Value)>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = Node(depth + 1);
            var value = Node(depth + 1);
            if (key.Text is not { } name)
            {
                _errors.Add(new PackError(key.Line, Refusal.Of("key", key.Shape, "a word")));
            }
            else if (!keys.Add(name))
            {
                _errors.Add(new PackError(key.Line, Refusal.Of(name, "given twice", "once")));
            }
            else
            {
                entries.Add((name, value));
            }
        }
        return entries;
    }
}
