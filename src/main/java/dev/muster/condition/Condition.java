package dev.muster.condition;

/// A condition as it was written, before it is resolved.
public interface Condition {}
