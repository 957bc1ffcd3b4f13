namespace EdgeProctoring.Vision;

/// <summary>Why a model is not used.</summary>
public enum ModelRefusal
{
    /// <summary>The manifest does not name it.</summary>
    Unknown,
    /// <summary>The file is not there.</summary>
    Missing,
    /// <summary>The file has another length or hash than the manifest says.</summary>
    Changed,
    /// <summary>The runtime refuses it, or its inputs and outputs are not those of the manifest.</summary>
    OtherShape,
}

/// <summary>A model cannot be used; the message says which, why, and what to do.</summary>
public sealed class ModelRefusedException(string model, ModelRefusal refusal, string message, Exception? cause = null) : Exception($"Model {model}: {message}", cause)
{
    public string Model => model;
    public ModelRefusal Refusal => refusal;
}
