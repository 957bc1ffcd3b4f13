using Microsoft.ML.OnnxRuntime.Native;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>A loaded model. Several threads may run it at once; a run that is under way keeps it alive.</summary>
public unsafe class InferenceSession : IDisposable
{
    private const int MostNodes = 64;

    private readonly SessionHandle _session;
    private readonly ModelNodes _inputs;
    private readonly ModelNodes _outputs;

    public InferenceSession(byte[] model) : this(model, new SessionOptions())
    {
    }

    public InferenceSession(string modelPath) : this(modelPath, new SessionOptions())
    {
    }

    public InferenceSession(byte[] model, SessionOptions options) : this(Open(model, options))
    {
    }

    public InferenceSession(string modelPath, SessionOptions options) : this(Open(modelPath, options))
    {
    }

    private InferenceSession(nint session)
    {
        _session = new SessionHandle(session);
        _inputs = new ModelNodes(session, Slot.SessionGetInputCount, Slot.SessionGetInputName, Slot.SessionGetInputTypeInfo);
        _outputs = new ModelNodes(session, Slot.SessionGetOutputCount, Slot.SessionGetOutputName, Slot.SessionGetOutputTypeInfo);
    }

    public IReadOnlyDictionary<string, NodeMetadata> InputMetadata => _inputs.Metadata;
    public IReadOnlyDictionary<string, NodeMetadata> OutputMetadata => _outputs.Metadata;
    public IReadOnlyList<string> InputNames => _inputs.Names;
    public IReadOnlyList<string> OutputNames => _outputs.Names;
    internal SessionHandle Native => _session;
    internal ModelNodes Inputs => _inputs;
    internal ModelNodes Outputs => _outputs;

    /// <summary>Runs the model; the caller disposes of the results.</summary>
    public IDisposableReadOnlyCollection<OrtValue> Run(RunOptions runOptions, IReadOnlyCollection<string> inputNames,
        IReadOnlyCollection<OrtValue> inputValues, IReadOnlyCollection<string> outputNames)
    {
        var results = stackalloc nint[Bounded(outputNames.Count)];
        new Span<nint>(results, outputNames.Count).Clear();
        Run(runOptions, inputNames, inputValues, outputNames, results);
        var values = new DisposableList<OrtValue>(outputNames.Count);
        for (var at = 0; at < outputNames.Count; at++)
        {
            values.Add(OrtValue.Take(results[at]));
        }
        return values;
    }

    /// <summary>Runs the model into values that exist.</summary>
    public void Run(RunOptions runOptions, IReadOnlyCollection<string> inputNames, IReadOnlyCollection<OrtValue> inputValues,
        IReadOnlyCollection<string> outputNames, IReadOnlyCollection<OrtValue> outputValues)
    {
        Same(outputNames.Count, outputValues.Count, "output");
        var results = stackalloc nint[Bounded(outputNames.Count)];
        Fill(outputValues, results);
        Run(runOptions, inputNames, inputValues, outputNames, results);
        GC.KeepAlive(outputValues);
    }

    public OrtIoBinding CreateIoBinding() => new(this);

    /// <summary>Runs the model over what is bound; allocates nothing.</summary>
    public void RunWithBinding(RunOptions runOptions, OrtIoBinding ioBinding)
    {
        var held = false;
        try
        {
            _session.DangerousAddRef(ref held);
            NativeApi.Check(((delegate* unmanaged<nint, nint, nint, nint>)NativeApi.At(Slot.RunWithBinding))(
                _session.DangerousGetHandle(), runOptions.Pointer, ioBinding.Pointer));
            GC.KeepAlive(runOptions);
            GC.KeepAlive(ioBinding);
        }
        finally
        {
            if (held)
            {
                _session.DangerousRelease();
            }
        }
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _session.Dispose();
        }
    }

    private void Run(RunOptions runOptions, IReadOnlyCollection<string> inputNames, IReadOnlyCollection<OrtValue> inputValues,
        IReadOnlyCollection<string> outputNames, nint* results)
    {
        Same(inputNames.Count, inputValues.Count, "input");
        var names = stackalloc nint[Bounded(inputNames.Count)];
        var values = stackalloc nint[inputNames.Count];
        var wanted = stackalloc nint[outputNames.Count];
        Fill(_inputs, inputNames, names);
        Fill(inputValues, values);
        Fill(_outputs, outputNames, wanted);
        var held = false;
        try
        {
            _session.DangerousAddRef(ref held);
            NativeApi.Check(((delegate* unmanaged<nint, nint, nint*, nint*, nuint, nint*, nuint, nint*, nint>)NativeApi.At(Slot.Run))(
                _session.DangerousGetHandle(), runOptions.Pointer, names, values, (nuint)inputNames.Count, wanted, (nuint)outputNames.Count, results));
            GC.KeepAlive(runOptions);
            GC.KeepAlive(inputValues);
        }
        finally
        {
            if (held)
            {
                _session.DangerousRelease();
            }
        }
    }

    private static void Fill(ModelNodes nodes, IReadOnlyCollection<string> names, nint* into)
    {
        foreach (var name in names)
        {
            *into++ = nodes.Pointer(name);
        }
    }

    private static void Fill(IReadOnlyCollection<OrtValue> values, nint* into)
    {
        foreach (var value in values)
        {
            *into++ = value.Pointer;
        }
    }

    private static void Same(int names, int values, string side)
    {
        if (names != values)
        {
            throw new ArgumentException($"There are {names} {side} names but {values} {side} values.");
        }
    }

    private static int Bounded(int count) => count <= MostNodes ? count : throw new ArgumentException($"{count} values; at most {MostNodes}.");

    private static nint Open(byte[] model, SessionOptions options)
    {
        nint session;
        fixed (byte* bytes = model)
        {
            NativeApi.Check(((delegate* unmanaged<nint, byte*, nuint, nint, nint*, nint>)NativeApi.At(Slot.CreateSessionFromArray))(
                NativeApi.Environment, bytes, (nuint)model.Length, options.Pointer, &session));
        }
        return session;
    }

    private static nint Open(string path, SessionOptions options)
    {
        nint session;
        var name = new Utf8Name(path);
        NativeApi.Check(((delegate* unmanaged<nint, nint, nint, nint*, nint>)NativeApi.At(Slot.CreateSession))(
            NativeApi.Environment, name.Pointer, options.Pointer, &session));
        GC.KeepAlive(name);
        return session;
    }
}
