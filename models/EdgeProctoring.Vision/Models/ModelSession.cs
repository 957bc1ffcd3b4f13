using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace EdgeProctoring.Vision;

/// <summary>
/// A checked model, ready to run again and again over memory bound once: a run allocates nothing. One object a thread, one
/// thread a session; more threads were slower under load.
/// </summary>
internal sealed class ModelSession : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly OrtIoBinding _binding;
    private readonly Dictionary<string, OrtValue> _bound = [];

    /// <summary>Takes the model from the shelf and refuses it when its inputs or outputs are not those of the manifest.</summary>
    public ModelSession(ModelShelf shelf, string name)
    {
        var entry = shelf.Entry(name);
        var bytes = shelf.Read(name);
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        try
        {
            _session = new InferenceSession(bytes, options);
        }
        catch (OnnxRuntimeException refused)
        {
            throw new ModelRefusedException(name, ModelRefusal.OtherShape, $"the runtime does not read it: {refused.Message}", refused);
        }
        try
        {
            Check(entry);
            _binding = _session.CreateIoBinding();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public void BindInput<T>(string name, T[] memory, params long[] shape) where T : unmanaged
    {
        var value = OrtValue.CreateTensorValueFromMemory(memory, shape);
        _binding.BindInput(name, value);
        Keep(name, value);
    }

    /// <summary>Memory for an output of this shape, filled by each run.</summary>
    public float[] BindOutput(string name, params long[] shape)
    {
        var memory = new float[shape.Aggregate(1L, (count, side) => checked(count * side))];
        var value = OrtValue.CreateTensorValueFromMemory(memory, shape);
        _binding.BindOutput(name, value);
        Keep(name, value);
        return memory;
    }

    public void Run() => _session.RunWithBinding(_run, _binding);

    public void Dispose()
    {
        _binding?.Dispose();
        foreach (var value in _bound.Values)
        {
            value.Dispose();
        }
        _bound.Clear();
        _run.Dispose();
        _session.Dispose();
    }

    private void Keep(string name, OrtValue value)
    {
        if (_bound.Remove(name, out var old))
        {
            old.Dispose();
        }
        _bound[name] = value;
    }

    private void Check(ModelEntry entry)
    {
        var found = _session.InputNames.Select(name => Shown(name, _session.InputMetadata[name])).Order(StringComparer.Ordinal).ToList();
        var told = entry.Inputs.Select(input => $"{input.Name} {input.Type}[{string.Join(',', input.Shape)}]").Order(StringComparer.Ordinal).ToList();
        if (!found.SequenceEqual(told))
        {
            throw Other(entry, "inputs", found, told);
        }
        if (entry.Outputs.Except(_session.OutputNames).Any())
        {
            throw Other(entry, "outputs", _session.OutputNames, entry.Outputs);
        }
    }

    private static ModelRefusedException Other(ModelEntry entry, string side, IEnumerable<string> found, IEnumerable<string> told) => new(entry.Name,
        ModelRefusal.OtherShape, $"its {side} are {string.Join("; ", found)}; the manifest says {string.Join("; ", told)}. The manifest and the file do not belong together.");

    private static string Shown(string name, NodeMetadata node) =>
        $"{name} {node.ElementDataType switch { TensorElementType.Float => "float32", TensorElementType.Int64 => "int64", var other => $"{other}" }}[{string.Join(',', node.Dimensions)}]";
}
