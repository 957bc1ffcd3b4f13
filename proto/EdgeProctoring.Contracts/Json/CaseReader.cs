using System.Text.Json;
using System.Text.Unicode;

namespace EdgeProctoring.Contracts;

/// <summary>Reads a case file strictly: unknown fields are errors, all errors are collected with their line, size is bounded.</summary>
public sealed class CaseReader
{
    /// <summary>Bytes of one line.</summary>
    public const int LineBytes = 1024 * 1024;
    /// <summary>Lines of one file.</summary>
    public const int MostLines = 1_000_000;
    /// <summary>Errors that are listed; reading stops there.</summary>
    public const int MostErrors = 1000;

    private static readonly JsonDocumentOptions _strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    private readonly List<LineRefusal> _errors = [];
    private readonly List<Observation> _observations = [];
    private readonly List<Verdict> _verdicts = [];
    private Sitting? _sitting;
    private int _line;

    private CaseReader()
    {
    }

    /// <summary>The case, or every error in order of lines.</summary>
    public static bool TryRead(Stream stream, out CaseFile? file, out IReadOnlyList<LineRefusal> errors)
    {
        var reader = new CaseReader();
        reader.ReadLines(stream);
        if (reader._line == 0)
        {
            reader._line = 1;
            reader.Refuse(Refusal.Of("sitting", null, "a first line { \"sitting\": … }"));
        }
        errors = reader._errors;
        file = reader._errors.Count == 0 ? new CaseFile(reader._sitting!, reader._observations, reader._verdicts) : null;
        return file is not null;
    }

    private bool IsFull => _errors.Count >= MostErrors || _line > MostLines;

    private void ReadLines(Stream stream)
    {
        var buffer = new byte[16 * 1024];
        var (start, end) = (0, 0);
        while (!IsFull)
        {
            var newline = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                Take(buffer.AsMemory(start, newline));
                start += newline + 1;
                continue;
            }
            if (end - start > LineBytes)
            {
                _line++;
                Refuse(Refusal.Of("line", $"longer than {LineBytes} bytes", $"at most {LineBytes} bytes; reading stopped here"));
                return;
            }
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
            if (end == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }
            var read = stream.Read(buffer, end, buffer.Length - end);
            if (read == 0)
            {
                if (end > 0)
                {
                    Take(buffer.AsMemory(0, end));
                }
                return;
            }
            end += read;
        }
    }

    private void Take(ReadOnlyMemory<byte> line)
    {
        _line++;
        if (_line > MostLines)
        {
            Refuse(Refusal.Of("file", $"more than {MostLines} lines", $"at most {MostLines}"));
            return;
        }
        try
        {
            if (!Utf8.IsValid(line.Span))
            {
                Refuse(Refusal.Of("line", "not UTF-8", "JSON as UTF-8"));
                return;
            }
            using var document = JsonDocument.Parse(line, _strict);
            Take(document.RootElement);
        }
        catch (JsonException e)
        {
            Refuse(Refusal.Of("line", e.Message, "one JSON object"));
        }
        catch (InvalidOperationException)
        {
            // What the parser takes and the text reader does not: half of a surrogate pair, written as an escape.
            Refuse(Refusal.Of("line", "an escape that is no character", "JSON text"));
        }
    }

    private void Take(JsonElement line)
    {
        var wrapped = line.ValueKind == JsonValueKind.Object && line.GetPropertyCount() == 1;
        if (_line == 1)
        {
            if (wrapped && line.TryGetProperty("sitting", out var sitting))
            {
                _sitting = SittingJson.Read(sitting, Refuse);
            }
            else
            {
                Refuse(Refusal.Of("sitting", null, "a first line { \"sitting\": … }"));
            }
        }
        else if (wrapped && line.TryGetProperty("observation", out var observation))
        {
            Take(ObservationJson.Read(observation, Refuse));
        }
        else if (wrapped && line.TryGetProperty("verdict", out var verdict))
        {
            Take(VerdictJson.Read(verdict, Refuse));
        }
        else if (line.ValueKind == JsonValueKind.Object && line.TryGetProperty("decision", out _))
        {
            Take(VerdictJson.Read(line, Refuse));
        }
        else
        {
            Take(ObservationJson.Read(line, Refuse));
        }
    }

    private void Take(Observation? observation)
    {
        if (observation is not null)
        {
            _observations.Add(observation);
        }
    }

    private void Take(Verdict? verdict)
    {
        if (verdict is not null)
        {
            _verdicts.Add(verdict);
        }
    }

    private void Refuse(Refusal refusal)
    {
        if (_errors.Count < MostErrors)
        {
            _errors.Add(new LineRefusal(_line, refusal));
        }
    }
}
